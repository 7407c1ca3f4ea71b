import MailCore
import MessageCatalog
import TerminalText

extension Model {
    /// Asks for the lines that the rows on screen match by, where their subjects do not tell. Each is asked for once.
    mutating func settleExcerpts() -> [Effect] {
        guard message == nil, let filter = list.filter, !filter.highlighter.isEmpty, !filter.isUnknown else {
            return []
        }
        let rows = list.rows
        guard let top = list.top.flatMap({ rows.index(of: $0) }) else { return [] }
        let wanted = (top..<rows.count).prefix(layout.bodyRows).map { rows[$0] }.filter { id in
            filter.excerpts[id] == nil && list.messages[id].map { isUnexplained($0, by: filter) } == true
        }
        if wanted.isEmpty { return [] }
        list.take(Dictionary(uniqueKeysWithValues: wanted.map { ($0, "") }), search: filter.number)
        return [.readExcerpts(wanted, filter.highlighter, search: filter.number)]
    }

    private func isUnexplained(_ summary: Summary, by filter: Filter) -> Bool {
        [summary.shownSubject, summary.shownTo, summary.shownFrom].allSatisfy {
            filter.highlighter.ranges(in: $0.string).isEmpty
        }
    }
}
