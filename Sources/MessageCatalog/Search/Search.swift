package import MailCore

/// A query asked of many messages: of their summaries and indexed texts, and of the messages themselves where those do
/// not answer.
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

    /// What a search over a whole list has come to.
    package struct Outcome: Sendable {
        let search: Search
        let messages: SummaryList
        /// The newest first.
        package let found: [MessageID]
    }

    /// Asks all messages of a list, the newest first.
    ///
    /// - Parameters:
    ///   - earlier: What a wider search found: what it left out in a part of the list that is the same is not asked again.
    ///   - step: Told how many messages are decided, and of one that matches; `false` ends the search.
    /// - Returns: `nil` when it was ended.
    package func run(
        over messages: SummaryList, opener: MessageOpener, after earlier: Outcome? = nil,
        step: (_ tested: Int, _ found: MessageID?) -> Bool
    ) -> Outcome? {
        let earlier = earlier.flatMap { isNarrower(than: $0.search) ? $0 : nil }
        let stretches = SearchStretch.all(of: messages, after: earlier)
        let needle = query.needle
        let ahead = SearchAhead(stretches, for: needle) { matches($0, opener: opener) }
        defer { ahead.end() }
        var found: [MessageID] = []
        var (tested, told) = (0, 0)
        for (number, stretch) in stretches.enumerated() {
            let start = tested
            func take(_ tested: Int, _ next: MessageID?) -> Bool {
                if let next { found.append(next) }
                told = start + tested
                return step(told, next)
            }
            if ahead.claim(number) {
                guard stretch.search(for: needle, { matches($0, opener: opener) }, take) else { return nil }
            } else {
                for next in ahead.found(in: number) { guard take(0, next) else { return nil } }
            }
            tested += stretch.count
            if told < tested { guard step(tested, nil) else { return nil } }
            // What ends in the first stretch wants no help.
            if number == 0 { ahead.start() }
        }
        return Outcome(search: self, messages: messages, found: found)
    }

    /// Whether a message matches as far as its summary and indexed texts tell; `nil` when it must be opened to know.
    package func verdict(_ summary: Summary) -> Bool? {
        if summary.isBare { return nil }
        var mustOpen = false
        if let answer = answer(summary) { return answer }
        let isFound = matches(summary) {
            mustOpen = true
            return nil
        }
        return mustOpen ? nil : isFound
    }

    /// One that cannot be read is asked for what its summary says.
    package func matches(_ summary: Summary, opener: MessageOpener) -> Bool {
        answer(summary) ?? matches(summary) { try? opener.document(of: summary.id) }
    }

    /// What the indexed texts say.
    private func answer(_ summary: Summary) -> Bool? {
        if summary.isBare { return nil }
        return summary.withTexts { query.answer($0, summary) } ?? nil
    }

    package func matches(_ document: MessageDocument) -> Bool { matches(document.summary) { document } }

    private func matches(_ summary: Summary, open: @escaping () -> MessageDocument?) -> Bool {
        let isMarked = !marked.isEmpty && marked.contains(summary.id)
        if summary.isBare {
            guard let document = open() else { return false }
            return query.matches(QueryMessage(document, now: now, isMarked: isMarked))
        }
        return query.matches(QueryMessage(summary, now: now, isMarked: isMarked, open: open))
    }

    /// Whether all that it finds, the other finds too, whatever the messages are.
    private func isNarrower(than other: Search) -> Bool {
        marked == other.marked && (now == other.now || !query.asksForAge) && query.isNarrower(than: other.query)
    }
}
