import InternetMessage
import MailCore
package import MessageCatalog

/// The JSON object of `show --json`: what `inspect` says of the content, with the envelope and its parameters.
package struct DocumentObject: JSONObject, Sendable {
    private let document: MessageDocument

    package init(_ document: MessageDocument) {
        self.document = document
    }

    package var members: JSONMembers {
        let summary = document.summary
        return InspectionObject(content: document.source, checks: document.checks).members + [
            "id": summary.id.rawValue,
            "received": summary.received.rfc3339,
            "size": summary.size,
            "envelope": EnvelopeObject(
                envelope: document.envelope, origin: document.origin, withParameters: true),
            "flags": summary.flagNames,
            "tags": document.tags,
        ]
    }
}
