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
        guard !text.utf8.span.isASCII else { return false }
        let scalars = Array(text.unicodeScalars)
        var position = 0
        var run = 0
        while position < scalars.count {
            guard let lead = octet(scalars[position]), let length = sequenceLength(lead),
                position + length <= scalars.count,
                scalars[(position + 1)..<(position + length)].allSatisfy({ octet($0).map { $0 < 0xC0 } ?? false })
            else {
                (position, run) = (position + 1, 0)
                continue
            }
            run += 1
            // What closes a quotation may follow a letter that begins no sequence; of other scripts three in a row are proof.
            let isPlain = !punctuation.contains(scalars[position + 1])
            if isPlain && (length > 2 || lead <= 0xC3) || run > 2 { return true }
            position += length
        }
        return false
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
