package import MailCore
package import MessageCatalog
import MessageStore

/// The messages that the words of a command name: ids and ranges of ids, else a QUERY.
package struct Selection: Sendable {
    private let words: [String]
    private let query: Query

    /// - Parameters:
    ///   - scope: A query that everything is held to.
    ///   - after: A message id or a time: only what came later.
    package init(_ words: [String], scope: String?, after: String? = nil) throws(Failure) {
        self.words = words
        let ids = words.compactMap { Query.idRange(Substring($0)) }
        let clock = Query.Clock(now: SystemClock.now(), offset: SystemClock.localOffset)
        do throws(Query.SyntaxError) {
            let scoped = try Query(parsing: scope ?? "", clock: clock)
            let asked =
                words.isEmpty || ids.count < words.count
                ? try Query(parsing: words.joined(separator: " "), clock: clock) : Query(anyOf: ids)
            var query = scoped.and(asked)
            if let after { query = query.and(try Query(after: after, clock: clock)) }
            self.query = query
        } catch {
            throw Failure(.usage, "query: \(error.message), at character \(error.position)")
        }
    }

    /// What `ROOST_SCOPE` says; `nil` when it says nothing.
    static func scope(_ environment: [String: String]) throws(Failure) -> Query? {
        guard let scope = environment["ROOST_SCOPE"], !scope.isEmpty else { return nil }
        return try Selection([], scope: scope).query
    }

    package func matches(_ document: MessageDocument) -> Bool {
        query.matches(QueryMessage(document, now: SystemClock.now()))
    }

    package func matches(_ session: SessionEntry) -> Bool {
        query.matches(session.queryMessage(now: SystemClock.now()))
    }

    /// The matching messages, at most so many of the newest, oldest first.
    package func summaries(in state: CatalogState, limit: Int = .max) -> [Summary] {
        let messages = state.snapshot.messages
        var found: [Summary] = []
        _ = Search(query, now: SystemClock.now()).run(over: messages, opener: state.opener) { _, next in
            if let next, let summary = messages[next] { found.append(summary) }
            return found.count < limit
        }
        return found.reversed()
    }

    /// The messages that fail the fewest terms, at most `count`, with those terms.
    package func nearest(_ count: Int, in state: CatalogState) -> [(summary: Summary, misses: [Query.Miss])] {
        let now = SystemClock.now()
        let candidates = state.snapshot.messages.suffix(Self.candidates).reversed().map { summary in
            let message = QueryMessage(summary, now: now) { try? state.document(of: summary.id) }
            return (summary: summary, misses: query.misses(of: message))
        }
        // A sort keeps the newest first among equals only if it is told to.
        return Array(
            candidates.filter { !$0.misses.isEmpty }
                .sorted { ($0.misses.count, $1.summary.id) < ($1.misses.count, $0.summary.id) }.prefix(count))
    }

    /// How many of the newest messages are looked at for an explanation.
    private static let candidates = 200

    /// Whether one message matches that may not be opened yet.
    func matches(_ summary: Summary, in state: CatalogState) -> Bool {
        Search(query, now: SystemClock.now()).matches(summary, opener: state.opener)
    }

    /// The one message that `show` and its like name: a number, `latest`, or `latest QUERY`.
    package static func single(
        _ words: [String], scope: String?, after: String?, in state: CatalogState
    ) throws(Failure) -> MessageID {
        guard let first = words.first else { throw Failure(.usage, "which message? give an id or: latest") }
        if first == "latest" {
            let selection = try Selection(Array(words.dropFirst()), scope: scope, after: after)
            guard let id = selection.summaries(in: state, limit: 1).last?.id else {
                throw Failure(.noMatch, state.snapshot.messages.isEmpty ? "the store is empty" : "no message matches")
            }
            return id
        }
        guard words.count == 1, let id = MessageID(first) else {
            throw Failure(.usage, "\(first) is no message id: give a number or: latest")
        }
        guard let summary = state.snapshot.messages[id] else { throw Failure(.noMatch, "there is no message \(id)") }
        guard try Selection([], scope: scope, after: after).matches(summary, in: state) else {
            throw Failure(
                .noMatch, "message \(id) is not within \(after == nil ? "ROOST_SCOPE" : "ROOST_SCOPE and --after")")
        }
        return id
    }
}
