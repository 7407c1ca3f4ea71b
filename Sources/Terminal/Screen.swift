package import TerminalText

/// What a terminal is to show: a value of cells. Text becomes cells only by way of `SafeText`.
package struct Screen: Hashable, Sendable {
    package struct Cell: Hashable, Sendable {
        /// A base with what is drawn onto it; empty for the second cell of a wide one.
        package fileprivate(set) var cluster: String
        package fileprivate(set) var role: Role

        fileprivate static let blank = Cell(cluster: " ", role: .plain)
    }

    package let size: Size
    /// Row by row.
    private var cells: [Cell]
    /// Where the hardware cursor stands: screen readers follow it.
    package private(set) var cursor = Position(column: 0, row: 0)

    package struct Position: Hashable, Sendable {
        package let column: Int
        package let row: Int
        /// Whether what is typed goes there.
        package var isTyping = false
    }

    package init(size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: size.columns * size.rows)
    }

    package func row(_ row: Int) -> ArraySlice<Cell> {
        cells[(row * size.columns)..<((row + 1) * size.columns)]
    }

    /// Out of the screen is taken to its edge.
    package mutating func moveCursor(column: Int, row: Int, isTyping: Bool = false) {
        cursor = Position(
            column: min(max(column, 0), size.columns - 1), row: min(max(row, 0), size.rows - 1), isTyping: isTyping)
    }

    /// Blanks a part of a row and gives it a role. What lies outside the screen is ignored.
    package mutating func fill(row: Int, from column: Int = 0, to end: Int? = nil, role: Role) {
        guard (0..<size.rows).contains(row) else { return }
        let end = min(end ?? size.columns, size.columns)
        for position in stride(from: max(column, 0), to: end, by: 1) {
            put(Cell(cluster: " ", role: role), column: position, row: row)
        }
    }

    /// Gives cells that are drawn another role.
    package mutating func paint(row: Int, from column: Int, to end: Int, role: Role) {
        guard (0..<size.rows).contains(row) else { return }
        for position in stride(from: max(column, 0), to: min(end, size.columns), by: 1) {
            cells[row * size.columns + position].role = role
        }
    }

    /// Draws as much as fits before `end`, with `~` where it was cut, and returns the column behind it. What lies
    /// outside the screen is ignored.
    @discardableResult
    package mutating func draw(
        _ text: SafeText, row: Int, column: Int, to end: Int? = nil, role: Role = .plain
    ) -> Int {
        let end = min(end ?? size.columns, size.columns)
        guard (0..<size.rows).contains(row), (0..<end).contains(column) else { return column }
        var column = column
        for run in text.truncated(to: end - column).runs {
            let runRole = run.emphasis == .control ? Role.control : role
            for scalar in run.text.unicodeScalars {
                switch CellWidth.width(of: scalar) {
                case 0:
                    append(scalar, column: column, row: row)
                case 1:
                    put(Cell(cluster: String(scalar), role: runRole), column: column, row: row)
                    column += 1
                default:
                    put(Cell(cluster: String(scalar), role: runRole), column: column, row: row)
                    put(Cell(cluster: "", role: runRole), column: column + 1, row: row)
                    column += 2
                }
            }
        }
        return column
    }

    /// Overwriting one half of a wide cluster blanks the other.
    private mutating func put(_ cell: Cell, column: Int, row: Int) {
        let index = row * size.columns + column
        if cells[index].cluster.isEmpty, !cell.cluster.isEmpty, column > 0 { cells[index - 1].cluster = " " }
        cells[index] = cell
        if !cell.cluster.isEmpty, column + 1 < size.columns, cells[index + 1].cluster.isEmpty {
            cells[index + 1].cluster = " "
        }
    }

    private mutating func append(_ mark: Unicode.Scalar, column: Int, row: Int) {
        guard column > 0 else { return }
        let index = row * size.columns + column - 1
        let base = cells[index].cluster.isEmpty && column > 1 ? index - 1 : index
        cells[base].cluster.unicodeScalars.append(mark)
    }
}
