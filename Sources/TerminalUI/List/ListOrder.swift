import MailCore
import MessageCatalog

/// What the rows of a list are sorted by. Within equals the newer message is the greater one.
enum ListOrder: String, CaseIterable, Hashable, Sendable, Codable {
    case arrival, size, from, to, subject

    func isLess(_ left: Summary, _ right: Summary) -> Bool {
        switch self {
        case .arrival: left.id < right.id
        case .size: (left.size, left.id) < (right.size, right.id)
        case .from:
            (Self.name(left.from, left.reversePath), left.id) < (Self.name(right.from, right.reversePath), right.id)
        case .to:
            (Self.name(left.to, left.forwardPaths.first), left.id) < (
                Self.name(right.to, right.forwardPaths.first), right.id
            )
        case .subject: ((left.subject ?? "").lowercased(), left.id) < ((right.subject ?? "").lowercased(), right.id)
        }
    }

    private static func name(_ mailboxes: [Mailbox], _ path: String?) -> String {
        (mailboxes.first.map { $0.displayName ?? $0.address } ?? path ?? "").lowercased()
    }
}
