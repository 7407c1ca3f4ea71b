import MailCore

/// A piece of HTML.
enum HTMLToken {
    case text(Range<Int>)
    /// The name is in lower case; attributes stand in the range behind it.
    case startTag(name: String, attributes: Range<Int>)
    case endTag(name: String)
}

/// Cuts HTML into tags and text, one pass, forgiving what the HTML standard (section 13.2.5) forgives. Comments,
/// conditional ones included, declarations, and the text of scripts, styles and titles are left out.
struct HTMLTokenizer {
    let bytes: [UInt8]
    private var position = 0
    /// The element whose text is to be skipped up to its end tag.
    private var rawTextElement: String?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> HTMLToken? {
        if let name = rawTextElement { skipRawText(name) }
        while position < bytes.count {
            guard bytes[position] == 0x3C else { return text() }
            let next = position + 1 < bytes.count ? bytes[position + 1] : 0
            switch next {
            case 0x21 where bytes[position...].starts(with: "<!--".utf8): skipComment()
            case 0x21, 0x3F: skipTag()
            case 0x2F:
                let name = name(at: position + 2)
                skipTag()
                if !name.isEmpty { return .endTag(name: name) }
            case _ where next.isLetter: return startTag()
            default: return text()
            }
        }
        return nil
    }

    private mutating func text() -> HTMLToken {
        let start = position
        position += 1
        while position < bytes.count, bytes[position] != 0x3C { position += 1 }
        return .text(start..<position)
    }

    private mutating func startTag() -> HTMLToken {
        let name = name(at: position + 1)
        let start = position + 1 + name.utf8.count
        skipTag()
        if ["script", "style", "title", "noscript"].contains(name) { rawTextElement = name }
        return .startTag(name: name, attributes: start..<max(start, position - 1))
    }

    private func name(at start: Int) -> String {
        var end = start
        while end < bytes.count, bytes[end].isVisible, bytes[end] != 0x3E, bytes[end] != 0x2F { end += 1 }
        guard end > start, bytes[start].isLetter else { return "" }
        return String(decoding: bytes[start..<end].map(\.lowercasedASCII), as: UTF8.self)
    }

    /// Up to the `>` that stands in no quoted attribute value.
    private mutating func skipTag() {
        var quote: UInt8?
        var last: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x3E {
                return
            } else if byte == 0x22 || byte == 0x27, last == 0x3D {
                quote = byte
            }
            if !byte.isBlank { last = byte }
        }
    }

    private mutating func skipComment() {
        position += 4
        while position < bytes.count {
            if bytes[position] == 0x3E, bytes[position - 1] == 0x2D, bytes[position - 2] == 0x2D {
                position += 1
                return
            }
            position += 1
        }
    }

    private mutating func skipRawText(_ name: String) {
        rawTextElement = nil
        let end = Array("</".utf8) + Array(name.utf8)
        while position < bytes.count {
            if bytes[position] == 0x3C, bytes[position...].prefix(end.count).equalsIgnoringCase(end) { return }
            position += 1
        }
    }
}

/// The attributes of a start tag, by lower-case name; the first of a duplicate counts.
struct HTMLAttributes {
    private var values: [String: [UInt8]] = [:]

    init(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while true {
            rest = rest.drop { $0.isBlank || $0 == .lf || $0 == .cr || $0 == 0x2F }
            guard !rest.isEmpty else { return }
            let name = rest.prefix { !Self.isBreak($0) && $0 != 0x3D && $0 != 0x2F }
            rest = rest[name.endIndex...].drop(while: Self.isBreak)
            var value = rest.prefix(0)
            if rest.first == 0x3D {
                rest = rest.dropFirst().drop(while: Self.isBreak)
                if let quote = rest.first, quote == 0x22 || quote == 0x27 {
                    value = rest.dropFirst().prefix { $0 != quote }
                    rest = rest[value.endIndex...].dropFirst()
                } else {
                    value = rest.prefix { !Self.isBreak($0) }
                    rest = rest[value.endIndex...]
                }
            }
            let key = String(decoding: name.map(\.lowercasedASCII), as: UTF8.self)
            if values[key] == nil { values[key] = Array(value) }
        }
    }

    /// A value with its character references decoded.
    subscript(name: String) -> String? {
        values[name].map { String(decoding: CharacterReference.decode($0[...], inAttribute: true), as: UTF8.self) }
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte.isBlank || byte == .lf || byte == .cr }
}
