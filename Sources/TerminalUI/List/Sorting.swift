import MailCore
import MessageCatalog

/// An order of the rows, and the shown ids in it.
struct Sorting: Sendable {
    var order = ListOrder.arrival
    /// The lowest first.
    var isReversed = false
    /// Ascending; `nil` while arrival is the order, which the messages have anyway.
    private(set) var ids: [MessageID]?

    /// Anew.
    ///
    /// - Parameter shown: The messages, asked for only if they must be sorted.
    mutating func sort(_ shown: () -> [Summary]) {
        ids = order == .arrival ? nil : order.sorted(shown())
    }

    /// Arrivals are put where they belong.
    mutating func insert(_ fresh: [Summary], among messages: SummaryList) {
        guard var sorted = ids else { return }
        ids = nil
        for summary in fresh { sorted.insert(summary.id, at: lowerBound(of: summary, in: sorted, of: messages)) }
        ids = sorted
    }

    /// Where a summary stands or would stand in sorted ids.
    func lowerBound(of summary: Summary, in ids: [MessageID], of messages: SummaryList) -> Int {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if let other = messages[ids[middle]], order.isLess(other, summary) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
