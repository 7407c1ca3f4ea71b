import MessageCatalog
import Terminal

/// A text looked for in the lines of a page.
struct Find: Sendable {
    /// Lines that are looked at for one key: a source may have millions.
    private static let reach = 50_000

    let text: String
    let highlighter: Highlighter
    /// Where the search began, to go back to.
    let origin: Int
    /// The line of the match that n and N go on from.
    private(set) var line: Int?
    /// Matching lines, among the first ones of the page.
    private(set) var count = 0
    private(set) var isCountWhole = true

    init(_ text: String, from origin: Int) {
        self.text = text
        self.origin = origin
        highlighter = Highlighter(words: [text])
    }

    mutating func start(in page: Page) {
        isCountWhole = page.count <= Self.reach
        count = (0..<min(page.count, Self.reach)).count { matches(page[$0]) }
        line = next(from: origin, down: true, in: page)
    }

    mutating func advance(down: Bool, in page: Page) {
        let start = line.map { down ? $0 + 1 : $0 - 1 } ?? origin
        line = next(from: start, down: down, in: page) ?? line
    }

    private func matches(_ line: Line) -> Bool { !highlighter.ranges(in: line.text).isEmpty }

    /// Goes round at the ends.
    private func next(from start: Int, down: Bool, in page: Page) -> Int? {
        guard page.count > 0, !highlighter.isEmpty else { return nil }
        for step in 0..<min(page.count, Self.reach) {
            let number = (start + (down ? step : -step) % page.count + 2 * page.count) % page.count
            if matches(page[number]) { return number }
        }
        return nil
    }
}
