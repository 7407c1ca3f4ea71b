import MailCore
import MessageCatalog

/// What arrives with a bell.
package enum Bell: String, Sendable {
    case off
    case all
    /// What the filter shows.
    case match
    /// What fails a check.
    case bad
}

/// When the bell rings: for what has arrived since it was last looked, not more than every two seconds.
struct BellRinger: Sendable {
    private static let pause: Int64 = 2_000

    /// The newest message that was looked at; `nil` until the store has been read.
    private var looked: MessageID?
    /// Of the search whose finds were looked at.
    private var search: Int?
    private var last: Int64?

    mutating func rings(_ bell: Bell, for list: ListState, at moment: Int64) -> Bool {
        guard bell != .off, let looked, looked < list.newest, search == list.filter?.number else {
            (looked, search) = (list.newest, list.filter?.number)
            return false
        }
        let fresh = list.messages[list.messages.position(notBelow: MessageID(looked.rawValue + 1))...]
        switch bell {
        case .off, .all: break
        // What a search or a check says of an arrival is known a little later.
        case .match: if list.rows.newer(than: looked) == 0 { return false }
        case .bad: if fresh.contains(where: \.isBare) { return false }
        }
        self.looked = list.newest
        guard bell != .bad || fresh.contains(where: \.isBad), last.map({ moment >= $0 + Self.pause }) ?? true else {
            return false
        }
        last = moment
        return true
    }
}
