import FoundationEssentials
import InternetMessage
import MailCore
package import MessageCatalog

/// The JSON object of a message in `list`, `tail` and `serve`, as the command line's contract gives it.
///
/// Every key is always there: what is absent is `null` or `[]`.
package struct MessageObject: JSONObject, Sendable {
    private let document: MessageDocument
    private let withRaw: Bool

    package init(_ document: MessageDocument, withRaw: Bool) {
        self.document = document
        self.withRaw = withRaw
    }

    package var members: JSONMembers {
        let summary = document.summary
        let raw: JSONMembers = withRaw ? ["raw": Data(document.source).base64EncodedString()] : [:]
        return raw + [
            "id": summary.id.rawValue,
            "received": summary.received.rfc3339,
            "size": summary.size,
            "envelope": EnvelopeObject(envelope: document.envelope, origin: document.origin),
            "subject": summary.subject,
            "from": summary.from,
            "to": summary.to,
            "date": document.sent.map(\.rfc3339),
            "messageId": document.messageID,
            "attachmentCount": summary.attachmentCount,
            "flags": summary.flagNames,
            "tags": document.tags,
            "defectCount": document.defects.count,
            "checks": summary.checks,
        ]
    }
}

extension Check.Counts: JSONObject {
    package var members: JSONMembers { ["error": errors, "warning": warnings, "note": notes] }
}

extension Summary {
    /// As JSON names them.
    var flagNames: [String] { (isRead ? ["read"] : []) + (isPinned ? ["pinned"] : []) }
}

extension SentDate {
    /// Seconds, and the offset the sender gave.
    var rfc3339: String {
        let civil = timestamp.civil(offsetSeconds: offsetSeconds)
        let minutes = abs(offsetSeconds) / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(civil.date)T\(civil.time)\(offsetSeconds < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
