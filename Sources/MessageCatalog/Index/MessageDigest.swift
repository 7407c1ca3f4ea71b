import HTMLText
import InternetMessage
import MailCore
import MessageStore

/// What an index keeps of a message.
struct MessageDigest: Sendable {
    var summary: [UInt8]
    var fields: [UInt8] = []
    var bodies: [UInt8] = []
    var features: UInt16 = 0
    var isPartial = false

    /// Of a row alone, whose message has not been read.
    init(_ texts: SummaryTexts) {
        summary = texts.packed
    }

    /// Flags and rules have no part in it: the document must be without.
    init(_ texts: SummaryTexts, of document: MessageDocument) {
        self.init(texts)
        let message = QueryMessage(document, now: document.summary.received)
        for feature in Term.Feature.allCases where feature.isFound(in: message) { features |= feature.bit }
        let plain: [(Term.Field, IndexedField)] = [
            (.subject, .subject), (.rcpt, .rcpt), (.sender, .sender), (.from, .from), (.to, .to), (.cc, .cc),
            (.bcc, .bcc), (.replyTo, .replyTo), (.messageID, .messageID), (.tag, .tag), (.session, .session),
            (.user, .user), (.process, .process), (.peer, .peer), (.helo, .helo),
        ]
        for (field, indexed) in plain {
            for text in field.texts(of: message) { add(indexed, Folding.fold(text)) }
        }
        for name in document.attachmentNames { add(.file, Folding.fold(name)) }
        add(.type, Set(document.parts.map(\.contentType)))
        add(.defect, document.defectCodes)
        add(.check, Set(document.checks.map(\.code.rawValue)))
        for text in Term.Field.body.texts(of: message) { add(body: text) }
    }

    private mutating func add(_ field: IndexedField, _ text: [UInt8]) {
        guard fields.count + text.count + 2 <= Limits.indexedText else {
            isPartial = true
            return
        }
        fields += [IndexedField.mark, field.octet]
        fields += text
    }

    private mutating func add(_ field: IndexedField, _ words: Set<String>) {
        for word in words.sorted() { add(field, Folding.fold(word)) }
    }

    private mutating func add(body text: String) {
        let room = Limits.indexedText - bodies.count - 1
        guard room > 0 else {
            if !text.isEmpty { isPartial = true }
            return
        }
        bodies.append(IndexedField.mark)
        let folded = Folding.fold(text)
        if folded.count > room { isPartial = true }
        bodies += folded.prefix(room)
    }
}
