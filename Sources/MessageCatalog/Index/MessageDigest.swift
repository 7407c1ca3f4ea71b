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
    init(_ texts: SummaryTexts, of document: MessageDocument, as message: QueryMessage) {
        self.init(texts)
        for feature in Term.Feature.allCases where feature.isFound(in: message) { features |= feature.bit }
        let plain: [(Term.Field, IndexedField)] = [
            (.subject, .subject), (.rcpt, .rcpt), (.sender, .sender), (.from, .from), (.to, .to), (.cc, .cc),
            (.bcc, .bcc), (.replyTo, .replyTo), (.messageID, .messageID), (.tag, .tag), (.session, .session),
            (.user, .user), (.process, .process), (.peer, .peer), (.helo, .helo),
        ]
        for (field, indexed) in plain {
            for text in field.texts(of: message) { add(indexed, text) }
        }
        for name in document.attachmentNames { add(.file, name) }
        add(.type, Set(document.parts.map(\.contentType)))
        add(.defect, document.defectCodes)
        add(.check, Set(document.checks.map(\.code.rawValue)))
        for text in Term.Field.body.texts(of: message) { add(body: text) }
    }

    private mutating func add(_ field: IndexedField, _ text: String) {
        let start = fields.count
        fields.append(IndexedField.mark)
        fields.append(field.octet)
        Folding.append(text, to: &fields)
        guard fields.count > Limits.indexedText else { return }
        fields.removeLast(fields.count - start)
        isPartial = true
    }

    private mutating func add(_ field: IndexedField, _ words: Set<String>) {
        for word in words.sorted() { add(field, word) }
    }

    private mutating func add(body text: String) {
        guard bodies.count + 1 < Limits.indexedText else {
            if !text.isEmpty { isPartial = true }
            return
        }
        bodies.reserveCapacity(bodies.count + 1 + text.utf8.count)
        bodies.append(IndexedField.mark)
        Folding.append(text, to: &bodies)
        guard bodies.count > Limits.indexedText else { return }
        bodies.removeLast(bodies.count - Limits.indexedText)
        isPartial = true
    }
}
