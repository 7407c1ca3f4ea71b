import MailCore

/// What a tab shows: lines, made when they are asked for.
struct Page: Sendable {
    let count: Int
    private let line: @Sendable (Int) -> Line

    /// For what is long: only the lines on screen are made.
    init(count: Int, line: @escaping @Sendable (Int) -> Line) {
        self.count = count
        self.line = line
    }

    init(_ lines: [Line]) {
        self.init(count: lines.count) { lines[$0] }
    }

    subscript(number: Int) -> Line { line(number) }
}

/// What a tab needs to know beside the message.
struct PageContext: Sendable {
    let width: Int
    let offset: @Sendable (Timestamp) -> Int
}
