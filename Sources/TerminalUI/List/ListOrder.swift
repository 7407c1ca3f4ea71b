import MailCore
import MessageCatalog

/// What the rows of a list are sorted by. Within equals the newer message is the greater one.
enum ListOrder: String, CaseIterable, Hashable, Sendable, Codable {
    case arrival, size, from, to, subject

    func isLess(_ left: Summary, _ right: Summary) -> Bool {
        switch self {
        case .arrival: left.id < right.id
        case .size: (left.size, left.id) < (right.size, right.id)
        case .from, .to, .subject: (text(left), left.id) < (text(right), right.id)
        }
    }

    /// The ids, ascending. What is compared is read once of each.
    func sorted(_ summaries: [Summary]) -> [MessageID] {
        switch self {
        case .arrival, .size: summaries.sorted(by: isLess).map(\.id)
        case .from, .to, .subject: summaries.map { (text($0), $0.id) }.sorted { $0 < $1 }.map(\.1)
        }
    }

    private func text(_ summary: Summary) -> String {
        switch self {
        case .arrival, .size: ""
        case .from: Self.name(summary.from, summary.reversePath)
        case .to: Self.name(summary.to, summary.forwardPaths.first)
        case .subject: (summary.subject ?? "").lowercased()
        }
    }

    private static func name(_ mailboxes: [Mailbox], _ path: String?) -> String {
        (mailboxes.first.map { $0.displayName ?? $0.address } ?? path ?? "").lowercased()
    }
}
