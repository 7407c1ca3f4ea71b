import InternetMessage
package import MailCore
package import MessageCatalog
package import MessageStore
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

    /// What happened on the ports between two looks at the listener, and what came of the sessions that failed.
    ///
    /// - Parameter before: `nil` for all of the listener's life.
    package static func activity(
        from before: ListenerStatus?, to after: ListenerStatus?, in store: Store, since: Timestamp
    ) -> [String] {
        guard let after else { return ["no listener runs on this store; start one with: roost serve"] }
        let isSame = before?.pid == after.pid
        let connections = after.connections - (isSame ? before?.connections ?? 0 : 0)
        return ["meanwhile on \(after.summaryLine): \(counted(connections, "connection"))"]
            + failures(in: store, since: since)
    }

    /// `2 sessions: TLS hello on a plain port; set secure: false`, a line per reason.
    private static func failures(in store: Store, since: Timestamp) -> [String] {
        let entries = (try? SessionHistory(store: store).entries(includesGood: false)) ?? []
        var reasons: [(text: String, count: Int)] = []
        for entry in entries where entry.ended >= since {
            let text = [entry.reason, entry.fix].compactMap(\.self).joined(separator: "; ")
            if let index = reasons.firstIndex(where: { $0.text == text }) {
                reasons[index].count += entry.count
            } else {
                reasons.append((text, entry.count))
            }
        }
        return reasons.map { SafeText(line: "  \(counted($0.count, "session")): \($0.text)").string }
    }

    private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// What `assert --strict` does not let pass, a line each.
    package static func errors(of document: MessageDocument) -> [String] {
        document.checks.filter(\.code.isErrorInProduction).map { check in
            SafeText(line: "  \(document.summary.id) \(check.code.rawValue): \(check.text)").string
        }
    }

    private static func line(_ miss: Query.Miss) -> String {
        miss.found.map { "\(miss.term) (it is: \($0))" } ?? miss.term
    }
}
