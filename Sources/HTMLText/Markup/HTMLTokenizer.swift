import MailCore

/// Cuts HTML into tokens as browsers do (HTML standard, section 13.2.5): one pass, no input is an error.
///
/// Which element's text is raw is known from the element alone, so the tokenizer needs nothing of the tree but whether it
/// stands in SVG or MathML.
struct HTMLTokenizer {
    let bytes: [UInt8]
    /// Of the tag returned last, in order, duplicates included.
    var attributes: [RawAttribute] = []
    /// In SVG or MathML, where CDATA sections count and no element's text is raw.
    var isForeign = false
    var position = 0
    /// The element whose end tag alone ends the text.
    var rawElement: HTMLElement?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> HTMLToken? {
        if let element = rawElement {
            let text = rawText(of: element)
            if !text.isEmpty { return .text(text, isRaw: !element.isEscapable) }
        }
        while position < bytes.count {
            let start = position
            skipText()
            if position > start { return .text(start..<position, isRaw: false) }
            if let token = markup() { return token }
        }
        return nil
    }

    func byte(at position: Int) -> UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    /// Up to a `<` that begins markup.
    private mutating func skipText() {
        while position < bytes.count {
            if bytes[position] == 0x3C, beginsMarkup(at: position + 1) { return }
            position += 1
        }
    }

    /// The tag open state: what follows a `<` (section 13.2.5.6).
    private func beginsMarkup(at position: Int) -> Bool {
        switch byte(at: position) {
        case 0x21, 0x3F: true
        case 0x2F: position + 1 < bytes.count
        case .some(let byte): byte.isLetter
        case nil: false
        }
    }

    /// `nil` for what is no token: `</>`, and a tag that the end of the text cuts off.
    private mutating func markup() -> HTMLToken? {
        let start = position
        position += 1
        switch bytes[position] {
        case 0x21: return declaration()
        case 0x3F: return bogusComment()
        case 0x2F:
            position += 1
            if bytes[position].isLetter { return tag(at: start).map { .endTag($0) } }
            if bytes[position] == 0x3E {
                position += 1
                return nil
            }
            return bogusComment()
        default:
            guard let tag = tag(at: start) else { return nil }
            if tag.element.isRaw, !isForeign { rawElement = tag.element }
            return .startTag(tag)
        }
    }

    // MARK: Comments and declarations (sections 13.2.5.41 to 13.2.5.71)

    private mutating func declaration() -> HTMLToken {
        position += 1
        if bytes[position...].starts(with: "--".utf8) {
            position += 2
            return comment()
        }
        if bytes[position...].prefix(7).equalsIgnoringCase("doctype".utf8) {
            guard case .comment(let range) = bogusComment() else { return .doctype(position..<position) }
            return .doctype(range)
        }
        if isForeign, bytes[position...].starts(with: "[CDATA[".utf8) {
            position += 7
            let start = position
            let end = find("]]>")
            position = min(end + 3, bytes.count)
            return .text(start..<end, isRaw: true)
        }
        return bogusComment()
    }

    /// Ends at the first `>`, whatever it holds.
    private mutating func bogusComment() -> HTMLToken {
        let start = position
        let end = bytes[position...].firstIndex(of: 0x3E) ?? bytes.count
        position = min(end + 1, bytes.count)
        return .comment(start..<end)
    }

    /// `<!-->` and `<!--->` are whole comments, and `--!>` ends one too.
    private mutating func comment() -> HTMLToken {
        let start = position
        for short in ["->", ">"] where bytes[position...].starts(with: short.utf8) {
            position += short.utf8.count
            return .comment(start..<start)
        }
        while let close = bytes[position...].firstIndex(of: 0x3E) {
            position = close + 1
            let text = bytes[start..<close]
            for end in ["--", "--!"] where text.suffix(end.utf8.count).elementsEqual(end.utf8) {
                return .comment(start..<(close - end.utf8.count))
            }
        }
        position = bytes.count
        return .comment(start..<bytes.count)
    }

    func find(_ text: StaticString) -> Int {
        let first = text.utf8Start[0]
        let rest = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        var start = position
        while let place = bytes[start...].firstIndex(of: first) {
            if bytes[place...].starts(with: rest) { return place }
            start = place + 1
        }
        return bytes.count
    }
}
