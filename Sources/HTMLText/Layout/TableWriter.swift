import MailCore
import TerminalText

/// Draws a table of data in aligned columns. One column may wrap; then the cells before it stand on its first line and
/// those behind it on its last, so that the text is still read in its order.
struct TableWriter {
    /// `nil` when the table does not fit.
    private(set) var lines: [StyledLine]?
    private let rows: [TableRow]
    private var widths: [Int]
    private var flexible: Int?

    private static let gap = 2
    /// The narrowest that a column may be made, in cells.
    private static let narrowest = 12

    init(_ rows: [TableRow], width: Int) {
        self.rows = rows
        let columns = rows.flatMap(\.cells).map { $0.column + $0.span }.max() ?? 0
        widths = [Int](repeating: 0, count: min(columns, Limits.tableColumns))
        guard (1...Limits.tableColumns).contains(columns), measure(width) else { return }
        var all: [StyledLine] = []
        for (number, row) in rows.enumerated() {
            guard let drawn = draw(row) else { return }
            all += drawn
            if number == 0, row.isHeader { all.append(StyledLine([StyledRun(String(repeating: "─", count: total))])) }
        }
        lines = all
    }

    private var total: Int { widths.reduce(0, +) + Self.gap * (widths.count(where: { $0 > 0 }) - 1) }

    /// Whether all columns fit, the widest made narrower if need be.
    private mutating func measure(_ width: Int) -> Bool {
        for cell in rows.flatMap(\.cells) where cell.span == 1 {
            guard let paragraph = cell.paragraph else { continue }
            let natural =
                LineBreaker(paragraph, width: Limits.searchLine, breaksWords: false).lines.map(\.width).max() ?? 0
            widths[cell.column] = max(widths[cell.column], natural)
        }
        guard total > width else { return true }
        guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }) else { return false }
        let rest = widths[widest] - (total - width)
        guard rest >= Self.narrowest else { return false }
        widths[widest] = rest
        flexible = widest
        return true
    }

    /// `nil` when two cells of a row need more than one line, or one a longer line than there is.
    private func draw(_ row: TableRow) -> [StyledLine]? {
        var drawn = [StyledLine()]
        var column = 0
        var hasTall = false
        var position = 0
        for cell in row.cells {
            position += cells(from: column, to: cell.column)
            column = cell.column
            let width = width(of: cell)
            if let paragraph = cell.paragraph {
                let broken = LineBreaker(paragraph, width: max(width, 2), breaksWords: false).lines
                guard broken.allSatisfy({ $0.width <= width }), broken.count == 1 || !hasTall else { return nil }
                if broken.count > 1 { hasTall = true }
                var slices = paragraph.slices
                for (number, line) in broken.enumerated() {
                    if number > 0 { drawn.append(StyledLine()) }
                    let last = drawn.count - 1
                    let offset =
                        paragraph.box.alignment == .right
                        ? width - line.width
                        : paragraph.box.alignment == .centre ? (width - line.width) / 2 : 0
                    drawn[last].append(blanks: position + offset - drawn[last].width)
                    slices.append(line.range, to: &drawn[last])
                }
            }
            position += width > 0 ? width + Self.gap : 0
            column += cell.span
        }
        return drawn
    }

    /// Cells of empty columns that a row skips.
    private func cells(from: Int, to: Int) -> Int {
        guard from < to else { return 0 }
        return widths[from..<min(to, widths.count)].reduce(0) { $0 + ($1 > 0 ? $1 + Self.gap : 0) }
    }

    private func width(of cell: TableRow.Cell) -> Int {
        let spanned = widths[cell.column..<min(cell.column + cell.span, widths.count)].filter { $0 > 0 }
        return spanned.reduce(0, +) + Self.gap * max(0, spanned.count - 1)
    }
}

extension StyledLine {
    /// Cells.
    var width: Int { runs.reduce(0) { $0 + CellWidth.width(of: $1.text) } }
}
