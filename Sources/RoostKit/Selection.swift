package import MailCore
package import MessageCatalog

/// The messages that the words of a command name: ids and ranges of ids, else a QUERY.
package struct Selection: Sendable {
    private let words: [String]
    private let query: Query

    /// - Throws: a usage failure for a query that cannot be read.
    package init(_ words: [String], scope: String?) throws(Failure) {
        self.words = words
        let ids = words.compactMap { Query.idRange(Substring($0)) }
        do throws(Query.SyntaxError) {
            let scoped = try Query(parsing: scope ?? "")
            let asked =
                words.isEmpty || ids.count < words.count
                ? try Query(parsing: words.joined(separator: " ")) : Query(anyOf: ids)
            query = Query(terms: scoped.terms + asked.terms)
        } catch {
            throw Failure(.usage, "query: \(error.message), at character \(error.position)")
        }
    }

    package func matches(_ summary: Summary) -> Bool { query.matches(summary) }

    /// The matching messages, oldest first.
    package func summaries(in snapshot: Snapshot) -> [Summary] { snapshot.messages.filter(query.matches) }

    /// The one message that `show` and its like name: a number, `latest`, or `latest QUERY`.
    package static func single(
        _ words: [String], scope: String?, in snapshot: Snapshot
    ) throws(Failure) -> MessageID {
        guard let first = words.first else { throw Failure(.usage, "which message? give an id or: latest") }
        if first == "latest" {
            let selection = try Selection(Array(words.dropFirst()), scope: scope)
            guard let id = snapshot.messages.last(where: selection.matches)?.id else {
                throw Failure(.noMatch, words.count == 1 ? "the store is empty" : "no message matches")
            }
            return id
        }
        guard words.count == 1, let id = MessageID(first) else {
            throw Failure(.usage, "\(first) is no message id: give a number or: latest")
        }
        guard snapshot.messages[id] != nil else { throw Failure(.noMatch, "there is no message \(id)") }
        return id
    }
}
