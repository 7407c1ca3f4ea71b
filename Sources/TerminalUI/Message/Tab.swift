import MessageCatalog
import Terminal

/// A way to look at a message. Each stands in a file of its own, and once in the table.
struct Tab: Sendable {
    /// Its key, and its place in the tab row.
    let number: Int
    let name: String
    let title: String
    /// Two letters for a narrow screen.
    let short: String
    /// What the title counts; 0 for nothing.
    let count: @Sendable (MessageDocument) -> Int
    let page: @Sendable (MessageDocument, PageContext) -> Page
    /// Octets that making the page looks at; those of HTML count more than once.
    let work: @Sendable (MessageDocument) -> Int
    /// Of the work that is done without being asked twice.
    let limit: Int
    /// The actions that the hint row names first, by their names.
    let hints: [String]

    init(
        number: Int, name: String, title: String, short: String, hints: [String],
        count: @escaping @Sendable (MessageDocument) -> Int = { _ in 0 },
        work: @escaping @Sendable (MessageDocument) -> Int = { _ in 0 }, limit: Int = .max,
        page: @escaping @Sendable (MessageDocument, PageContext) -> Page
    ) {
        (self.number, self.name, self.title, self.short) = (number, name, title, short)
        (self.count, self.page, self.work, self.limit, self.hints) = (count, page, work, limit, hints)
    }

    static let all: [Tab] = [.text, .html, .headers, .source, .parts, .envelope, .checks]

    var key: Key { .character(Character(String(number))) }
}

extension Tab: Equatable {
    static func == (left: Tab, right: Tab) -> Bool { left.number == right.number }
}
