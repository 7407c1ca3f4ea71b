import Terminal

extension Model {
    /// What a page key moves by: one row of the page before stays in sight.
    var pageRows: Int {
        let rows = message == nil ? ListLayout(size: size).bodyRows : MessageLayout(size: size).bodyRows
        return max(rows - 1, 1)
    }

    mutating func askForID(startingWith key: Key) -> [Effect] {
        if case .character(let digit) = key { ask(for: .goTo, filledWith: String(digit)) }
        return []
    }

    mutating func askForFolder() {
        let ids = targets
        if !ids.isEmpty { ask(for: .export(ids), filledWith: "./mail-export") }
    }

    mutating func mark() {
        guard let id = list.target(at: now.milliseconds) else { return }
        list.hold()
        list.marks.formSymmetricDifference([id])
    }

    mutating func markAndGoDown() {
        guard let id = list.target(at: now.milliseconds), let row = list.rows.index(of: id) else { return }
        mark()
        if row + 1 < list.rows.count { list.move(to: row + 1) }
    }

    mutating func toggleFollow() {
        if list.isFollowing { list.hold() } else { list.move(to: 0) }
    }
}
