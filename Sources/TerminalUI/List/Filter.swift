import MailCore
import MessageCatalog

/// A query over from, to, subject and envelope addresses, and what it lets through.
struct Filter: Sendable {
    let query: String
    private let folded: [UInt8]
    private var text: SearchText
    /// Ascending.
    private(set) var matches: [MessageID]
    /// The newest message there was when the filter was made.
    let since: MessageID

    init(_ query: String, over messages: SummaryList, text: SearchText, since: MessageID) {
        self.query = query
        self.folded = SearchText.folded(query)
        self.text = text
        self.since = since
        matches = []
        takeAll(messages)
    }

    var searchText: SearchText { text }

    /// Arrivals are looked at one by one; what went or came back costs a search of all.
    mutating func take(_ messages: SummaryList, before: SummaryList) {
        let known = text.count
        text.extend(with: messages)
        if before.count + text.count - known == messages.count {
            matches += text.matches(folded, from: known)
        } else {
            takeAll(messages)
        }
    }

    private mutating func takeAll(_ messages: SummaryList) {
        text.extend(with: messages)
        if text.count != messages.count, !text.holds(messages) {
            text = SearchText()
            text.extend(with: messages)
        }
        matches = text.matches(folded).filter { messages[$0] != nil }
    }
}
