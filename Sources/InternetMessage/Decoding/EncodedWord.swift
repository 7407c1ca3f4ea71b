import MailCore

/// An encoded-word (RFC 2047 section 2), found in unfolded octets.
struct EncodedWord {
    var range: Range<Int>
    /// Without the language suffix of RFC 2231 section 5.
    var charset: [UInt8]
    /// Decoded from B or Q, not from the charset.
    var bytes: [UInt8]
}

/// Finds the encoded-words of a field body from left to right. Each octet is looked at a bounded number of times.
struct EncodedWordScanner {
    private let bytes: [UInt8]
    /// Whether something that looked like an encoded-word could not be decoded.
    private(set) var hasInvalid = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The first encoded-word at or after a position.
    mutating func next(from start: Int) -> EncodedWord? {
        var position = start
        while position + 1 < bytes.count {
            if bytes[position] == 0x3D, bytes[position + 1] == 0x3F {
                if let word = word(at: position) { return word }
            }
            position += 1
        }
        return nil
    }

    /// `=?charset?encoding?encoded-text?=` at a position; blanks inside the text are forgiven.
    mutating func word(at start: Int) -> EncodedWord? {
        var position = start + 2
        while position < bytes.count, bytes[position].isVisible, bytes[position] != 0x3F, bytes[position] != 0x3D {
            position += 1
        }
        let charset = bytes[min(start + 2, position)..<position].prefix { $0 != 0x2A }
        guard !charset.isEmpty, position + 2 < bytes.count, bytes[position] == 0x3F, bytes[position + 2] == 0x3F,
            bytes[position + 1].isLetter
        else { return nil }
        let text = position + 3
        guard let end = end(ofTextAt: text), let decoded = decode(bytes[position + 1], text..<end) else {
            hasInvalid = true
            return nil
        }
        return EncodedWord(range: start..<(end + 2), charset: Array(charset), bytes: decoded)
    }

    /// Where `?=` ends an encoded-text; `nil` when another encoded-word begins before, so that a search never reaches
    /// further than the next one starts.
    private func end(ofTextAt start: Int) -> Int? {
        var position = start
        while position + 1 < bytes.count {
            if bytes[position] == 0x3F, bytes[position + 1] == 0x3D { return position }
            let isStart = bytes[position] == 0x3D && bytes[position + 1] == 0x3F
            if isStart, position + 2 < bytes.count, bytes[position + 2] != 0x3D { return nil }
            position += 1
        }
        return nil
    }

    /// The B and Q encodings (RFC 2047 section 4); `nil` when the text is in neither.
    private func decode(_ encoding: UInt8, _ range: Range<Int>) -> [UInt8]? {
        switch encoding.lowercasedASCII {
        case 0x62:
            let (decoded, hasGarbage) = Base64.decode(bytes.span.extracting(range))
            return hasGarbage ? nil : decoded
        case 0x71:
            let text = bytes[range].map { $0 == 0x5F ? UInt8.space : $0 }
            return QuotedPrintable.decode(text.span).bytes
        default:
            return nil
        }
    }
}
