package import MailCore

/// An address-list with its obsolete forms (RFC 5322 sections 3.4 and 4.4). It is split first and decoded afterwards,
/// so a comma that comes out of an encoded-word is part of the name.
package struct AddressList: Sendable {
    /// Members of groups included, group names dropped.
    package private(set) var mailboxes: [Mailbox] = []
    /// Whether something was no mailbox.
    package private(set) var hasInvalid = false

    private let bytes: [UInt8]
    private var position = 0
    private var words: EncodedWordScanner
    /// Where the last of each stands: what is opened behind it is never closed, and opens nothing.
    private let lastQuote: Int
    private let lastParenthesis: Int
    private var item = Item()

    /// What is known of the mailbox being read.
    private struct Item {
        /// Words of the phrase, quotes removed.
        var phrase: [UInt8] = []
        /// The same as written, comments left out.
        var written: [UInt8] = []
        var comment: [UInt8] = []
        var angle: [UInt8]?
        /// How much of the phrase stood before the angle brackets.
        var phraseCount = 0
        /// Whether an `@` was read outside of quotes and angle brackets.
        var hasAtSign = false
    }

    /// Parses an unfolded field body.
    package init(parsing body: [UInt8]) {
        bytes = body
        words = EncodedWordScanner(body)
        lastQuote = body.lastIndex(of: 0x22) ?? 0
        lastParenthesis = body.lastIndex(of: 0x29) ?? 0
        while position < bytes.count { step() }
        endItem()
    }

    private mutating func step() {
        let byte = bytes[position]
        switch byte {
        case 0x22 where position < lastQuote:
            let (text, quoted) = quotedString()
            item.phrase += text
            item.written += quoted
        case 0x22:
            position += 1
        case 0x28 where position < lastParenthesis:
            let comment = comment()
            if item.comment.isEmpty { item.comment = comment }
        case 0x28:
            let text = restOfItem()
            if item.comment.isEmpty { item.comment = text }
        case 0x3C:
            position += 1
            if item.angle != nil { splitItem() }
            item.phraseCount = item.phrase.count
            item.angle = angleAddress()
        case 0x2C, 0x3B:
            position += 1
            endItem()
        case 0x3A where !item.hasAtSign && item.angle == nil:
            // What came before is the name of a group.
            position += 1
            item = Item()
        case 0x5B:
            literal()
        case 0x3D where encodedWord():
            break
        default:
            position += 1
            if byte == 0x40 { item.hasAtSign = true }
            append(CollectionOfOne(byte))
        }
    }

    private mutating func append(_ text: some Collection<UInt8>) {
        item.phrase += text
        item.written += text
    }

    /// Takes an encoded-word as a whole: mailers leave commas and parentheses in its text.
    private mutating func encodedWord() -> Bool {
        guard position + 1 < bytes.count, bytes[position + 1] == 0x3F, let word = words.word(at: position),
            bytes[word.range].allSatisfy(\.isVisible)
        else { return false }
        append(bytes[word.range])
        position = word.range.upperBound
        return true
    }

    /// A domain-literal, in which a colon or a comma means nothing (RFC 5322 section 3.4.1).
    private mutating func literal() {
        let end = bytes[position...].firstIndex { $0 == 0x5D || $0 == 0x2C || $0 == 0x3E || $0 == 0x3C } ?? bytes.count
        let next = max(end, position + 1)
        append(bytes[position..<next])
        position = next
    }

    private mutating func quotedString() -> (text: [UInt8], quoted: [UInt8]) {
        let start = position
        var text: [UInt8] = []
        position += 1
        while position < bytes.count, bytes[position] != 0x22 {
            if bytes[position] == 0x5C, position + 1 < bytes.count { position += 1 }
            text.append(bytes[position])
            position += 1
        }
        position = min(position + 1, bytes.count)
        return (text, Array(bytes[start..<position]))
    }

    /// The text of a comment, nested ones with their parentheses (RFC 5322 section 3.2.2).
    private mutating func comment() -> [UInt8] {
        var text: [UInt8] = []
        var depth = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case 0x28:
                depth += 1
                if depth > 1 { text.append(byte) }
            case 0x29:
                depth -= 1
                if depth == 0 { return text }
                text.append(byte)
            case 0x5C where position < bytes.count:
                text.append(bytes[position])
                position += 1
            default:
                text.append(byte)
            }
        }
        return text
    }

    /// What a parenthesis that nothing closes holds: no more than this mailbox.
    private mutating func restOfItem() -> [UInt8] {
        let start = position + 1
        position = bytes[start...].firstIndex { $0 == 0x2C || $0 == 0x3B } ?? bytes.count
        return Array(bytes[start..<position])
    }

    /// What stands between angle brackets, without comments, blanks and a source route (RFC 5322 section 4.4).
    private mutating func angleAddress() -> [UInt8] {
        var address: [UInt8] = []
        var isRoute = false
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case 0x3E:
                position += 1
                return address
            case 0x2C where !isRoute, 0x3B, 0x3C:
                return address
            case 0x22 where position < lastQuote:
                address += quotedString().quoted
                continue
            case 0x28 where position < lastParenthesis:
                _ = comment()
                continue
            case 0x3A where isRoute:
                address = []
                isRoute = false
            case _ where byte.isBlank:
                break
            default:
                if address.isEmpty, byte == 0x40 { isRoute = true }
                address.append(byte)
            }
            position += 1
        }
        return address
    }

    /// A second address in angle brackets begins a mailbox of its own, with the words before it.
    private mutating func splitItem() {
        let words = Array(item.phrase[item.phraseCount...])
        item.phrase.removeSubrange(item.phraseCount...)
        endItem()
        item.phrase = words
    }

    private mutating func endItem() {
        defer { item = Item() }
        let phrase = HeaderText.decode(trimmed(item.phrase)).trimmingBlanks()
        let comment = HeaderText.decode(trimmed(item.comment)).trimmingBlanks()
        guard let angle = item.angle else {
            let written = trimmed(item.written)
            if written.isEmpty { return }
            let isAddress = item.hasAtSign
            if !isAddress { hasInvalid = true }
            let address = HeaderText.raw(isAddress ? withoutBlanks(written) : written)
            return mailboxes.append(Mailbox(displayName: comment.isEmpty ? nil : comment, address: address))
        }
        if !angle.contains(0x40) { hasInvalid = true }
        let name = phrase.isEmpty ? comment : phrase
        if angle.isEmpty, name.isEmpty { return }
        mailboxes.append(Mailbox(displayName: name.isEmpty ? nil : name, address: HeaderText.raw(angle)))
    }

    /// The obsolete blanks around the dots and the `@` of an addr-spec; those in quotes stay.
    private func withoutBlanks(_ written: [UInt8]) -> [UInt8] {
        var isQuoted = false
        return written.filter { byte in
            if byte == 0x22 { isQuoted.toggle() }
            return isQuoted || !byte.isBlank
        }
    }

    private func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        Array(bytes.drop { $0.isBlank }.reversed().drop { $0.isBlank }.reversed())
    }
}

extension String {
    func trimmingBlanks() -> String {
        func isBlank(_ scalar: UnicodeScalar) -> Bool { scalar == " " || (0x09...0x0D).contains(scalar.value) }
        let scalars = unicodeScalars.drop(while: isBlank)
        guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(scalars[...last])
    }
}
