import InternetMessage
import MailCore
package import MessageCatalog

/// The JSON object of `show --json`: what `inspect` says of the content, with the envelope and its parameters.
package struct DocumentObject: Encodable, Sendable {
    private enum Key: String, CodingKey {
        case id, received, size, envelope, flags, tags
    }

    private let document: MessageDocument

    package init(_ document: MessageDocument) {
        self.document = document
    }

    /// One line of UTF-8 without its line end.
    package var line: String { JSONLine.encode(self) }

    package func encode(to encoder: any Encoder) throws {
        try InspectionObject(content: document.source, checks: document.checks).encode(to: encoder)
        let summary = document.summary
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(summary.id.rawValue, forKey: .id)
        try object.encode(summary.received.rfc3339, forKey: .received)
        try object.encode(summary.size, forKey: .size)
        try object.encode(
            EnvelopeObject(envelope: document.envelope, origin: document.origin, withParameters: true),
            forKey: .envelope)
        try object.encode(summary.flagNames, forKey: .flags)
        try object.encode(document.tags, forKey: .tags)
    }
}
