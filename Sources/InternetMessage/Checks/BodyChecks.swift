import MailCore

extension MessageReader {
    /// Faults of structure that readers cannot be relied on to forgive, out of the defects.
    func structureChecks(_ defects: [Defect]) -> [Check] {
        var indices: [String: Int] = [:]
        for (index, entity) in message.entities.enumerated() { indices[entity.path] = index }
        return defects.compactMap { defect in
            let index = defect.path.flatMap { indices[$0] }
            let range = index.flatMap { contentTypeRange(of: $0) }
            func broken(_ detail: String) -> Check {
                Check(.brokenMultipart, path: defect.path, range: range, detail: detail)
            }
            switch defect.code {
            case .missingBoundary: return broken("has no boundary parameter")
            case .boundaryNotFound: return broken("has none of its boundary lines")
            case .missingEndBoundary: return broken("lacks its closing boundary line")
            case .encodedMultipart: return broken("is itself in a transfer encoding, which RFC 2045 forbids")
            case .charsetMismatch:
                let charset = index.flatMap { message.entities[$0].contentType.charset } ?? ""
                return Check(.charsetMismatch, path: defect.path, range: range, detail: charset)
            default: return nil
            }
        }
    }

    /// What a reader of the message gets to read.
    ///
    /// - Parameter isMislabelled: Whether some text is UTF-8 under another label, which is told by itself.
    func bodyChecks(text: String?, html: String?, attachments: [Int], isMislabelled: Bool) -> [Check] {
        let path = message.entities.first?.path
        var checks: [Check] = []
        let hasText = text?.contains { !$0.isWhitespace } ?? false
        let hasHTML = html.map(HTMLGlance.hasContent) ?? false
        if !hasText, !hasHTML, attachments.isEmpty { checks.append(Check(.emptyBody, path: path)) }
        if !hasText, hasHTML { checks.append(Check(.noTextAlternative, path: path)) }
        if let octets = html?.utf8.count, octets > Limits.clippedHTML {
            checks.append(Check(.clippedSize, path: path, detail: String(octets)))
        }
        let names = mailboxes("From").compactMap(\.displayName)
        let bodies = isMislabelled ? [] : [("the text", text), ("the HTML", html)]
        let texts = [("the subject", subject)] + names.map { ("From", $0) } + bodies
        for (place, text) in texts where text.map(DoubleEncoding.isFound) ?? false {
            checks.append(Check(.doubleEncoded, detail: place))
        }
        return checks
    }

    private func contentTypeRange(of index: Int) -> Range<Int>? {
        let entity = message.entities[index]
        return entity.source == 0 ? entity.header.first("Content-Type", in: content.span)?.range : nil
    }
}

private enum HTMLGlance {
    /// Whether anything stands outside of tags, or is an image.
    static func hasContent(_ html: String) -> Bool {
        var isInTag = false
        var rest = html.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "<" {
                isInTag = true
            } else if scalar == ">" {
                isInTag = false
            } else if scalar == "&", rest.starts(with: "nbsp;".unicodeScalars) {
                rest = rest.dropFirst(5)
            } else if !isInTag, !scalar.properties.isWhitespace {
                return true
            }
        }
        return html.lowercased().contains("<img")
    }
}

/// UTF-8 whose octets were taken for windows-1252 and encoded once more: `Ã¼` for `ü`.
enum DoubleEncoding {
    static func isFound(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var run = 0
            var position = 0
            while position < bytes.count {
                // The octets that lead a sequence are letters of Latin-1, which begin with this octet of UTF-8.
                guard bytes[position] == 0xC3, let length = sequenceLength(bytes[position + 1] | 0xC0),
                    let (second, end) = sequence(of: length - 1, from: position + 2, in: bytes)
                else {
                    // Within a character this goes on with its next octet, which is none of those either.
                    (position, run) = (position + 1, 0)
                    continue
                }
                run += 1
                // What closes a quotation may follow a letter that begins no sequence; of other scripts three in a row are
                // proof.
                let isPlain = !punctuation.contains(second)
                if isPlain && (length > 2 || bytes[position + 1] <= 0x83) || run > 2 { return true }
                position = end
            }
            return false
        }
    }

    /// The first of so many characters that all stand for octets of 0x80 to 0xBF, and where they end.
    private static func sequence(
        of count: Int, from start: Int, in bytes: UnsafeBufferPointer<UInt8>
    ) -> (first: UnicodeScalar, end: Int)? {
        var rest = bytes[start...].makeIterator()
        var decoder = UTF8()
        var first: UnicodeScalar?
        var end = start
        for _ in 0..<count {
            guard case .scalarValue(let scalar) = decoder.decode(&rest), let octet = octet(scalar), octet < 0xC0 else {
                return nil
            }
            first = first ?? scalar
            end += UTF8.width(scalar)
        }
        return first.map { ($0, end) }
    }

    private static let punctuation: Set<UnicodeScalar> = [
        "»", "”", "“", "’", "‘", "„", "‚", "…", "–", "—", "\u{A0}", "›",
    ]

    private static func sequenceLength(_ lead: UInt8) -> Int? {
        switch lead {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: nil
        }
    }

    /// The octet from 0x80 that means a character in windows-1252.
    private static func octet(_ scalar: UnicodeScalar) -> UInt8? {
        if scalar.value < 0x80 { return nil }
        if scalar.value < 0x100 { return UInt8(scalar.value) }
        return upper[scalar.value]
    }

    private static let upper: [UInt32: UInt8] = {
        var upper: [UInt32: UInt8] = [:]
        for octet in UInt8(0x80)...0x9F { upper[UInt32(Windows1252.codePoint(octet))] = octet }
        return upper
    }()
}
