import Terminal

/// Which rows of a screen show what while the list is up, and which columns a row of it has.
struct ListLayout {
    /// Below this, nothing useful fits.
    static let smallest = Size(columns: 20, rows: 5)

    let size: Size

    var isTooSmall: Bool { size.columns < Self.smallest.columns || size.rows < Self.smallest.rows }
    var hasTitle: Bool { size.columns >= 40 }
    var hasColumnHeaders: Bool { size.columns >= 60 && size.rows >= 16 }
    /// Where there is no room for a recipient in the row, a line tells about the selected one.
    var hasDetail: Bool { (40..<60).contains(size.columns) }
    var hasHints: Bool { size.columns >= 60 && size.rows >= 16 }

    var columnHeaderRow: Int { hasTitle ? 1 : 0 }
    var firstBodyRow: Int { columnHeaderRow + (hasColumnHeaders ? 1 : 0) }
    var statusRow: Int { size.rows - (hasHints ? 2 : 1) }
    var detailRow: Int { statusRow - 1 }
    var bodyRows: Int { max(statusRow - (hasDetail ? 1 : 0) - firstBodyRow, 1) }

    // Columns, from left to right.

    var flagWidth: Int { hasTitle ? 5 : 3 }
    var hasID: Bool { size.columns >= 60 }
    var timeWidth: Int { size.columns >= 100 ? 8 : 5 }
    var hasFrom: Bool { size.columns >= 100 }
    var toWidth: Int { size.columns >= 80 ? 20 : size.columns >= 60 ? 16 : 0 }
    var sizeWidth: Int { size.columns >= 80 ? 6 : 0 }
}
