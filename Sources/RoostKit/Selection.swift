package import MailCore
package import MessageCatalog
import MessageStore

/// The messages that the words of a command name: ids and ranges of ids, else a QUERY.
package struct Selection: Sendable {
    private let words: [String]
    private let query: Query

    /// - Throws: a usage failure for a query that cannot be read.
    package init(_ words: [String], scope: String?) throws(Failure) {
        self.words = words
        let ids = words.compactMap { Query.idRange(Substring($0)) }
        let clock = Query.Clock(now: SystemClock.now(), offset: SystemClock.localOffset)
        do throws(Query.SyntaxError) {
            let scoped = try Query(parsing: scope ?? "", clock: clock)
            let asked =
                words.isEmpty || ids.count < words.count
                ? try Query(parsing: words.joined(separator: " "), clock: clock) : Query(anyOf: ids)
            query = scoped.and(asked)
        } catch {
            throw Failure(.usage, "query: \(error.message), at character \(error.position)")
        }
    }

    package func matches(_ document: MessageDocument) -> Bool {
        query.matches(QueryMessage(document, now: SystemClock.now()))
    }

    /// The matching messages, oldest first.
    package func summaries(in state: CatalogState) -> [Summary] {
        let now = SystemClock.now()
        return state.snapshot.messages.filter { matches($0, in: state, at: now) }
    }

    /// One that cannot be read is asked for what its summary says.
    private func matches(_ summary: Summary, in state: CatalogState, at now: Timestamp) -> Bool {
        query.matches(QueryMessage(summary, now: now) { try? state.document(of: summary.id) })
    }

    /// The one message that `show` and its like name: a number, `latest`, or `latest QUERY`.
    package static func single(
        _ words: [String], scope: String?, in state: CatalogState
    ) throws(Failure) -> MessageID {
        guard let first = words.first else { throw Failure(.usage, "which message? give an id or: latest") }
        if first == "latest" {
            let selection = try Selection(Array(words.dropFirst()), scope: scope)
            let now = SystemClock.now()
            guard let id = state.snapshot.messages.last(where: { selection.matches($0, in: state, at: now) })?.id else {
                throw Failure(.noMatch, words.count == 1 ? "the store is empty" : "no message matches")
            }
            return id
        }
        guard words.count == 1, let id = MessageID(first) else {
            throw Failure(.usage, "\(first) is no message id: give a number or: latest")
        }
        guard state.snapshot.messages[id] != nil else { throw Failure(.noMatch, "there is no message \(id)") }
        return id
    }
}
