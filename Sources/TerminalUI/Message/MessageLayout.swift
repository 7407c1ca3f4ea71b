import Terminal

/// Which rows of a screen show what while a message is open.
struct MessageLayout {
    let size: Size

    var titleRow: Int { 0 }
    var tabRow: Int { 1 }
    var firstBodyRow: Int { 2 }
    var hasHints: Bool { ListLayout(size: size).hasHints }
    var statusRow: Int { size.rows - (hasHints ? 2 : 1) }
    var body: Area {
        Area(column: 0, row: firstBodyRow, columns: size.columns, rows: max(statusRow - firstBodyRow, 1))
    }
}
