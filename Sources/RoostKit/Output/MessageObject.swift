import FoundationEssentials
import InternetMessage
import MailCore
package import MessageCatalog

/// The JSON object of a message in `list`, `tail` and `serve`, as the command line's contract gives it.
///
/// Every key is always there: what is absent is `null` or `[]`.
package struct MessageObject: Encodable, Sendable {
    private enum Key: String, CodingKey {
        case id, received, size, envelope, subject, from, to, date, messageId, attachmentCount, flags, tags
        case defectCount, checks, raw
    }

    private let document: MessageDocument
    private let withRaw: Bool

    package init(_ document: MessageDocument, withRaw: Bool) {
        self.document = document
        self.withRaw = withRaw
    }

    /// One line of UTF-8 without its line end.
    package var line: String { JSONLine.encode(self) }

    package func encode(to encoder: any Encoder) throws {
        let summary = document.summary
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(summary.id.rawValue, forKey: .id)
        try object.encode(summary.received.rfc3339, forKey: .received)
        try object.encode(summary.size, forKey: .size)
        try object.encode(EnvelopeObject(envelope: document.envelope, origin: document.origin), forKey: .envelope)
        try object.encode(summary.subject, forKey: .subject)
        try object.encode(summary.from.map(MailboxObject.init), forKey: .from)
        try object.encode(summary.to.map(MailboxObject.init), forKey: .to)
        try object.encode(document.sent.map(JSONLine.rfc3339), forKey: .date)
        try object.encode(document.messageID, forKey: .messageId)
        try object.encode(summary.attachmentCount, forKey: .attachmentCount)
        try object.encode(summary.flagNames, forKey: .flags)
        try object.encode(document.tags, forKey: .tags)
        try object.encode(document.defects.count, forKey: .defectCount)
        try object.encode(CountsObject(counts: summary.checks), forKey: .checks)
        if withRaw { try object.encode(Data(document.source).base64EncodedString(), forKey: .raw) }
    }
}

private struct CountsObject: Encodable {
    private enum Key: String, CodingKey { case error, warning, note }

    var counts: Check.Counts

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(counts.errors, forKey: .error)
        try object.encode(counts.warnings, forKey: .warning)
        try object.encode(counts.notes, forKey: .note)
    }
}

extension Summary {
    /// As JSON names them.
    var flagNames: [String] { (isRead ? ["read"] : []) + (isPinned ? ["pinned"] : []) }
}
