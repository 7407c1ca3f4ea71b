import MessageCatalog
import Terminal

/// A way to look at a message. Each stands in a file of its own, and once in the table.
struct Tab: Sendable {
    /// Its key, and its place in the tab row.
    let number: Int
    let name: String
    let title: String
    let page: @Sendable (MessageDocument, PageContext) -> Page

    static let all: [Tab] = [.text, .html, .headers, .source, .parts, .envelope]

    var key: Key { .character(Character(String(number))) }
}
