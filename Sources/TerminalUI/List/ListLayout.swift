import Terminal

/// How a list and the preview of its selection share the screen.
enum LayoutChoice: String, CaseIterable, Hashable, Sendable, Codable {
    case auto, list, stacked, side
}

/// Which rows of a screen show what while the list is up, and which columns a row of it has.
struct ListLayout {
    /// Below this, nothing useful fits.
    static let smallest = Size(columns: 20, rows: 5)

    enum Arrangement { case list, stacked, side }

    let size: Size
    let arrangement: Arrangement

    init(size: Size, choice: LayoutChoice = .auto) {
        self.size = size
        let canStack = size.columns >= 60 && size.rows >= 16
        let canSide = size.columns >= 120 && size.rows >= 16
        switch choice {
        case .auto where size.columns >= 160 && size.rows >= 24: arrangement = .side
        case .auto where size.columns >= 80 && size.rows >= 30: arrangement = .stacked
        case .stacked where canStack: arrangement = .stacked
        case .side where canSide: arrangement = .side
        case .auto, .list, .stacked, .side: arrangement = .list
        }
    }

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
    var bodyRows: Int { max((stackedBarRow ?? statusRow - (hasDetail ? 1 : 0)) - firstBodyRow, 1) }

    /// The tabs of a preview below the list: the list has 40% of the screen, a third of a low one.
    private var stackedBarRow: Int? {
        guard arrangement == .stacked else { return nil }
        return size.rows >= 30 ? size.rows * 2 / 5 - 1 : max(size.rows / 3 - 1, firstBodyRow + 2)
    }

    /// Where the tabs of the preview stand; `nil` without a preview.
    var previewBar: Area? {
        switch arrangement {
        case .list: nil
        case .stacked: stackedBarRow.map { Area(column: 0, row: $0, columns: size.columns, rows: 1) }
        case .side:
            Area(column: listColumns + 1, row: columnHeaderRow, columns: size.columns - listColumns - 1, rows: 1)
        }
    }

    /// The rest of the preview.
    var preview: Area? {
        previewBar.map { bar in
            let margin = arrangement == .side ? 1 : 0
            return Area(
                column: bar.column + margin, row: bar.row + 1, columns: bar.columns - margin,
                rows: max(statusRow - bar.row - 1, 1))
        }
    }

    // Columns, from left to right.

    var listColumns: Int { arrangement == .side ? size.columns * 46 / 100 : size.columns }
    var flagWidth: Int { hasTitle ? 5 : 3 }
    var hasID: Bool { size.columns >= 60 }
    var timeWidth: Int { size.columns >= 100 && listColumns >= 80 ? 8 : 5 }
    var hasFrom: Bool { size.columns >= 100 }
    var fromWidth: Int { listColumns >= 90 ? 20 : 12 }
    var toWidth: Int { listColumns >= 80 ? 20 : size.columns >= 100 ? 12 : size.columns >= 60 ? 16 : 0 }
    var hasAttachmentCount: Bool { listColumns >= 100 }
    var sizeWidth: Int { size.columns >= 80 ? 6 : 0 }
}
