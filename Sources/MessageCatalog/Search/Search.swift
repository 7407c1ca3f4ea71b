package import MailCore

/// A query asked of many messages in two rounds: what their summaries answer, then what takes opening them.
package struct Search: Hashable, Sendable {
    private let query: Query
    /// What `newer:` and `older:` count from.
    private let now: Timestamp
    private let marked: Set<MessageID>

    /// - Parameter marked: What `is:marked` means.
    package init(_ query: Query, now: Timestamp, marked: Set<MessageID> = []) {
        self.query = query
        self.now = now
        self.marked = marked
    }

    /// Whether a message matches as far as its summary tells; `nil` when it must be opened to know.
    package func verdict(_ summary: Summary) -> Bool? {
        if summary.isBare { return nil }
        var mustOpen = false
        let message = QueryMessage(summary, now: now, isMarked: marked.contains(summary.id)) {
            mustOpen = true
            return nil
        }
        let matches = query.matches(message)
        return mustOpen ? nil : matches
    }

    package func matches(_ document: MessageDocument) -> Bool {
        query.matches(
            QueryMessage(document.summary, now: now, isMarked: marked.contains(document.summary.id)) { document })
    }
}
