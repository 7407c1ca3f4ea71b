import MailCore

/// Unstructured text of a field body (RFC 5322 section 2.2.1), unfolded.
enum HeaderText {
    /// Octets as they stand: UTF-8 (RFC 6532) if they can be, else windows-1252.
    static func raw(_ bytes: some Collection<UInt8>) -> String {
        Charset.guess(Array(bytes))
    }

    /// Decodes encoded-words (RFC 2047). Blanks between two of them are dropped, and neighbours of one charset are joined
    /// as octets first, so that a character may be split between them.
    static func decode(_ bytes: [UInt8]) -> String {
        decodeNotingDefects(bytes).text
    }

    /// Whether there is anything to decode.
    static func mayHoldEncodedWords(_ bytes: [UInt8]) -> Bool {
        var position = 0
        while position + 1 < bytes.count {
            if bytes[position] == 0x3D, bytes[position + 1] == 0x3F { return true }
            position += 1
        }
        return false
    }

    static func decodeNotingDefects(_ bytes: [UInt8]) -> (text: String, defects: [Defect.Code]) {
        guard mayHoldEncodedWords(bytes) else { return (raw(bytes), []) }
        var words = EncodedWordScanner(bytes)
        var text = ""
        var defects: [Defect.Code] = []
        var run: (charset: [UInt8], bytes: [UInt8])?
        var position = 0
        func append(_ run: (charset: [UInt8], bytes: [UInt8])) {
            let (decoded, defect) = CharsetDecoder.decode(run.bytes, label: run.charset)
            text += decoded
            if let defect, !defects.contains(defect) { defects.append(defect) }
        }
        while let word = words.next(from: position) {
            let between = bytes[position..<word.range.lowerBound]
            let isAdjacent = run != nil && between.allSatisfy(\.isBlank)
            if isAdjacent, let charset = run?.charset, charset.equalsIgnoringCase(word.charset) {
                run?.bytes += word.bytes
            } else {
                if let run { append(run) }
                if !isAdjacent { text += raw(between) }
                run = (word.charset, word.bytes)
            }
            position = word.range.upperBound
        }
        if let run { append(run) }
        text += raw(bytes[position...])
        if words.hasInvalid { defects.append(.invalidEncodedWord) }
        return (text, defects)
    }

    /// The decoded value of a parameter: by its own charset (RFC 2231), else as encoded-words, which RFC 2047 section 5
    /// forbids there and mailers send all the same.
    static func decodeNotingDefects(_ value: ParameterList.Value) -> (text: String, defects: [Defect.Code]) {
        guard let charset = value.charset else { return decodeNotingDefects(value.bytes) }
        let (text, defect) = CharsetDecoder.decode(value.bytes, label: charset)
        return (text, defect.map { [$0] } ?? [])
    }
}
