import Terminal

/// A screen that lies over those below it in the table. Each stands in a file of its own, and once in the table.
struct View: Sendable {
    /// Whose keys count while it is on top.
    let context: Context
    let isShown: @Sendable (Model) -> Bool
    let draw: @Sendable (Model, inout Screen) -> Void
    /// What a page key moves by, a row less.
    let pageRows: @Sendable (Model) -> Int
    /// Takes it away; the last one cannot be.
    let close: @Sendable (inout Model) -> Void
    /// The actions that the hint row names first, by their names.
    let hints: @Sendable (Model) -> [String]

    init(
        context: Context, isShown: @escaping @Sendable (Model) -> Bool,
        draw: @escaping @Sendable (Model, inout Screen) -> Void, pageRows: @escaping @Sendable (Model) -> Int,
        close: @escaping @Sendable (inout Model) -> Void, hints: @escaping @Sendable (Model) -> [String] = { _ in [] }
    ) {
        (self.context, self.isShown, self.draw) = (context, isShown, draw)
        (self.pageRows, self.close, self.hints) = (pageRows, close, hints)
    }

    /// From the top down.
    static let all: [View] = [.bindError, .log, .activity, .compare, .message, .empty, .list]
}

extension Model {
    /// The one on top.
    var view: View { View.all.first { $0.isShown(self) } ?? .list }
}
