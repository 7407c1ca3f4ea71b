import MailCore
import MessageCatalog

/// The ids of a list in the order they are shown.
struct Rows: Sendable {
    private let messages: SummaryList
    /// Ascending; `nil` when there is no filter.
    private let matches: [MessageID]?
    private let sorting: Sorting

    init(_ messages: SummaryList, matches: [MessageID]? = nil, sorting: Sorting = Sorting()) {
        self.messages = messages
        self.matches = matches
        self.sorting = sorting
    }

    var count: Int { matches?.count ?? messages.count }
    var isEmpty: Bool { count == 0 }
    /// The one that arrived last.
    var newest: MessageID? { isEmpty ? nil : matches?.last ?? messages.last?.id }

    subscript(row: Int) -> MessageID {
        let position = sorting.isReversed ? row : count - 1 - row
        return sorting.ids?[position] ?? matches?[position] ?? messages[position].id
    }

    /// How many are newer than an id.
    func newer(than id: MessageID) -> Int {
        guard let next = MessageID.after(id) else { return 0 }
        return count - position(notBelow: next)
    }

    func index(of id: MessageID) -> Int? {
        guard let summary = messages[id] else { return nil }
        let position =
            sorting.ids.map { sorting.lowerBound(of: summary, in: $0, of: messages) } ?? position(notBelow: id)
        guard position < count else { return nil }
        let row = sorting.isReversed ? position : count - 1 - position
        return self[row] == id ? row : nil
    }

    /// The row of an id; of the next older one when it is not there, else of the oldest; `nil` when there is no row.
    func index(nearest id: MessageID) -> Int? {
        if isEmpty { return nil }
        if let row = index(of: id) { return row }
        guard sorting.ids == nil else {
            // The nearest by arrival stands anywhere.
            let position = max(position(notBelow: id) - 1, 0)
            return index(of: matches?[position] ?? messages[position].id)
        }
        let row = min(newer(than: id), count - 1)
        return sorting.isReversed ? count - 1 - row : row
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
    static func after(_ id: MessageID) -> MessageID? {
        id.rawValue == .max ? nil : MessageID(id.rawValue + 1)
    }
}
