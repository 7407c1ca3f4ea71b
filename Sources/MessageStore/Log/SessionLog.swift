package import MailCore

/// The session reports of a log, oldest first, equal ones in a row as one with a count. Entries are applied in log order.
///
/// `roost sessions` reads it: a follower from the first record on, each entry applied here.
package struct SessionLog: Sendable {
    package struct Item: Sendable, Equatable {
        /// Of the record that told it first.
        package var sequence: UInt64
        package var report: SessionReport
    }

    /// Behind as many older ones at most, so that taking in one more does not move a thousand.
    private var kept: [Item] = []

    /// At most 1,000, the newest.
    package var items: ArraySlice<Item> { kept.suffix(Limits.sessionReports) }

    package init() {}

    /// - Returns: The item that is new, or that counts one more; `nil` when the entry is about something else.
    @discardableResult
    package mutating func apply(_ entry: LogEntry) -> Item? {
        switch entry.body {
        case .session(let report):
            if kept.count == 2 * Limits.sessionReports { kept.removeFirst(Limits.sessionReports) }
            kept.append(Item(sequence: entry.sequence, report: report))
            return kept.last
        case .sessionAgain(let sequence, let count, let ended):
            guard let index = items.lastIndex(where: { $0.sequence == sequence }) else { return nil }
            kept[index].report.count = count
            kept[index].report.ended = ended
            return kept[index]
        case .message, .delete, .restore, .undelete, .evict, .clear, .flags, .settings, .compacted, .listener, .other,
            .damage:
            return nil
        }
    }
}
