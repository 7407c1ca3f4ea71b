import MailCore
import MessageCatalog

extension SessionEntry {
    /// The session as a query sees it: a message whose subject and text say what happened.
    func queryMessage(now: Timestamp) -> QueryMessage {
        let envelope = report?.envelope ?? Envelope(reversePath: .null, forwardPaths: [])
        let summary = Summary(
            id: messages.first ?? MessageID(0), received: began, size: report?.octets ?? 0,
            reversePath: envelope.reversePath.address, forwardPaths: envelope.forwardPaths.map(\.address),
            subject: reason)
        let dialogue = report?.dialogue ?? []
        let lines = [outcome, fix ?? ""] + dialogue.map { String(decoding: $0.text, as: UTF8.self) }
        return QueryMessage(
            MessageDocument(
                summary: summary, envelope: envelope, origin: origin, dialogue: dialogue,
                text: lines.joined(separator: "\n")), now: now)
    }
}
