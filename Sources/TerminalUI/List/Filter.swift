import MailCore
import MessageCatalog

/// A query as it was typed, and what a search has found for it so far.
struct Filter: Sendable {
    let text: String
    /// What is asked of arrivals too.
    let search: Search
    /// Which search answers.
    let number: Int
    let highlighter: Highlighter
    /// The newest message there was when filtering began.
    let since: MessageID
    let began: Int64
    /// Ascending; what has gone from the store meanwhile stays in here, for it may come back.
    private var found: [MessageID]
    /// Those found that are there.
    private(set) var matches: [MessageID]
    /// The finds are those of the query before, until this one has some.
    private var isStale: Bool
    /// `nil` until the first answer.
    private(set) var progress: Searcher.Progress?
    private(set) var milliseconds: Int64?
    /// Lines of messages that hold what is looked for; empty where no line does, missing where nobody has asked.
    private(set) var excerpts: [MessageID: String] = [:]

    init(
        _ text: String, search: Search, number: Int, highlighter: Highlighter, since: MessageID, at moment: Int64,
        before: Filter?
    ) {
        (self.text, self.search, self.number, self.highlighter) = (text, search, number, highlighter)
        (self.since, began) = (since, moment)
        found = before?.found ?? []
        matches = before?.matches ?? []
        isStale = true
    }

    /// Nothing is known before the first answer of the first query.
    var isUnknown: Bool { isStale && found.isEmpty }

    mutating func take(_ news: Searcher.Progress, in messages: SummaryList, at moment: Int64) {
        if isStale { (found, matches, isStale) = ([], [], false) }
        // Arrivals are searched beside the others, and told by their own count.
        if progress == nil || progress?.total == news.total { progress = news }
        progress?.found = []
        if news.isComplete, milliseconds == nil { milliseconds = moment - began }
        let news = news.found.sorted()
        if let first = found.first, let last = news.last, first <= last {
            found = Array(Set(found + news)).sorted()
            fit(to: messages)
        } else {
            // As a search goes on, it finds what is older.
            found.insert(contentsOf: news, at: 0)
            matches.insert(contentsOf: news.filter(messages.contains), at: 0)
        }
    }

    mutating func take(_ excerpts: [MessageID: String]) { self.excerpts.merge(excerpts) { $1 } }

    /// Drops what went, and takes back what came back.
    mutating func fit(to messages: SummaryList) { matches = found.filter(messages.contains) }
}
