import MailCore
import MessageCatalog

/// The ids of a list in the order they are shown, newest first.
struct Rows: Sendable {
    private let messages: SummaryList
    /// Ascending; `nil` when there is no filter.
    private let matches: [MessageID]?

    init(_ messages: SummaryList, matches: [MessageID]?) {
        self.messages = messages
        self.matches = matches
    }

    var count: Int { matches?.count ?? messages.count }
    var isEmpty: Bool { count == 0 }
    var first: MessageID? { isEmpty ? nil : self[0] }

    subscript(row: Int) -> MessageID {
        let position = count - 1 - row
        return matches?[position] ?? messages[position].id
    }

    /// How many are newer than an id.
    func newer(than id: MessageID) -> Int {
        guard let next = MessageID.after(id) else { return 0 }
        return count - position(notBelow: next)
    }

    func index(of id: MessageID) -> Int? {
        let row = newer(than: id)
        return row < count && self[row] == id ? row : nil
    }

    /// The row of an id; of the next one down when it is gone, else of the last; `nil` when there is no row.
    func index(nearest id: MessageID) -> Int? {
        isEmpty ? nil : min(newer(than: id), count - 1)
    }

    private func position(notBelow id: MessageID) -> Int {
        guard let matches else { return messages.position(notBelow: id) }
        var (low, high) = (0, matches.count)
        while low < high {
            let middle = (low + high) / 2
            if matches[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension MessageID {
    fileprivate static func after(_ id: MessageID) -> MessageID? {
        id.rawValue == .max ? nil : MessageID(id.rawValue + 1)
    }
}
