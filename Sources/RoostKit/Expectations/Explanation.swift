package import MessageCatalog
import TerminalText

/// Why an expectation was not met, in lines for a person: how many matched, what came close, what happened on the ports.
package struct Explanation {
    /// How many messages that came close are told of.
    private static let nearMisses = 3

    package let lines: [String]

    package init(
        _ expectation: Expectation, matching count: Int, query: String, selection: Selection, state: CatalogState
    ) {
        let asked = query.isEmpty ? "every message" : query
        var lines = ["\(count) of \(expectation.description) match: \(asked)"]
        if !expectation.isExceeded(by: count) {
            for near in selection.nearest(Self.nearMisses, in: state) {
                lines.append("  \(near.summary.id) fails " + near.misses.map(Self.line).joined(separator: "; "))
            }
        }
        self.lines = lines.map { SafeText(line: $0).string }
    }

    /// What a listener counted between two looks at it.
    package static func activity(from before: ListenerStatus?, to after: ListenerStatus?) -> String {
        guard let after else { return "no listener runs on this store; start one with: roost serve" }
        let isSame = before?.pid == after.pid
        let connections = after.connections - (isSame ? before?.connections ?? 0 : 0)
        let rejected = after.rejected - (isSame ? before?.rejected ?? 0 : 0)
        return "meanwhile on \(after.summaryLine): \(connections) connections, \(rejected) without a stored message"
    }

    private static func line(_ miss: Query.Miss) -> String {
        miss.found.map { "\(miss.term) (it is: \($0))" } ?? miss.term
    }
}
