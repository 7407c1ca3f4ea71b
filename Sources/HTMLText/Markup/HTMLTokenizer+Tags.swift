import MailCore

/// Tags, and the texts that only an end tag ends.
extension HTMLTokenizer {
    /// A tag whose name begins at the position (HTML standard, sections 13.2.5.8 and 13.2.5.32 to 13.2.5.40); `nil` when
    /// the text ends in it.
    mutating func tag(at offset: Int) -> HTMLTag? {
        let name = skip { !$0.isHTMLSpace && $0 != 0x2F && $0 != 0x3E }
        var tag = HTMLTag(element: HTMLElement(name: bytes[name]), name: name, offset: offset)
        attributes.removeAll(keepingCapacity: true)
        while position < bytes.count {
            switch bytes[position] {
            case 0x3E:
                position += 1
                return tag
            case 0x2F:
                position += 1
                if byte(at: position) == 0x3E { tag.isSelfClosing = true }
            case let byte where byte.isHTMLSpace: position += 1
            default: attribute()
            }
        }
        return nil
    }

    private mutating func attribute() {
        let start = position
        // A `=` in front is part of the name.
        position += 1
        _ = skip { !$0.isHTMLSpace && $0 != 0x2F && $0 != 0x3E && $0 != 0x3D }
        var attribute = RawAttribute(name: start..<position, value: nil)
        _ = skip { $0.isHTMLSpace }
        if byte(at: position) == 0x3D {
            position += 1
            _ = skip { $0.isHTMLSpace }
            attribute.value = value()
        }
        attributes.append(attribute)
    }

    private mutating func value() -> Range<Int> {
        guard let quote = byte(at: position), quote == 0x22 || quote == 0x27 else {
            return skip { !$0.isHTMLSpace && $0 != 0x3E }
        }
        position += 1
        let value = skip { $0 != quote }
        position = min(position + 1, bytes.count)
        return value
    }

    private mutating func skip(while condition: (UInt8) -> Bool) -> Range<Int> {
        let start = position
        while position < bytes.count, condition(bytes[position]) { position += 1 }
        return start..<position
    }

    // MARK: Raw texts

    /// Up to the end tag of its element, or to the end.
    mutating func rawText(of element: HTMLElement) -> Range<Int> {
        rawElement = nil
        let start = position
        let name = element.name
        switch element {
        case .plaintext: position = bytes.count
        case .script: skipScript()
        default: while position < bytes.count, !isTag("</", name, at: position) { position += 1 }
        }
        return start..<position
    }

    /// In a comment of a script, `<script>` begins an inner text whose end tag does not end the outer one (HTML standard,
    /// sections 13.2.5.15 to 13.2.5.31).
    private mutating func skipScript() {
        var (isEscaped, isDoubleEscaped) = (false, false)
        while position < bytes.count {
            switch bytes[position] {
            case 0x3C:
                if isTag("</", "script", at: position) {
                    if !isDoubleEscaped { return }
                    isDoubleEscaped = false
                } else if isEscaped, isTag("<", "script", at: position) {
                    isDoubleEscaped = true
                } else if bytes[position...].starts(with: "<!--".utf8) {
                    isEscaped = true
                    // Its dashes may be those of the end: `<!-->`.
                    position += 1
                }
            case 0x2D where bytes[position...].starts(with: "-->".utf8): (isEscaped, isDoubleEscaped) = (false, false)
            default: break
            }
            position += 1
        }
    }

    private func isTag(_ opening: String, _ name: String, at start: Int) -> Bool {
        guard bytes[start] == 0x3C, bytes[start...].starts(with: opening.utf8) else { return false }
        let end = start + opening.utf8.count + name.utf8.count
        guard end < bytes.count, bytes[end].isHTMLSpace || bytes[end] == 0x2F || bytes[end] == 0x3E else {
            return false
        }
        return bytes[(start + opening.utf8.count)..<end].equalsIgnoringCase(name.utf8)
    }
}

extension UInt8 {
    /// ASCII whitespace of the HTML standard: tab, line feed, form feed, carriage return, space.
    var isHTMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C }
}
