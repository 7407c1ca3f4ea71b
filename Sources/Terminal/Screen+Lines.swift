/// Borders are drawn in ASCII, as `-`, `|` and `+`, and shown as lines where there are some.
extension Screen {
    /// By what a `+` is joined to: 1 above, 2 below, 4 to the left, 8 to the right.
    private static let joints: [Unicode.Scalar] = [
        "+", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼",
    ]

    /// `nil` for what is no border.
    func line(row: Int, column: Int) -> Unicode.Scalar? {
        switch border(row: row, column: column) {
        case "-": return "─"
        case "|": return "│"
        case "+":
            let around = [
                (row - 1, column, "|"), (row + 1, column, "|"), (row, column - 1, "-"), (row, column + 1, "-"),
            ]
            let joint = around.enumerated().reduce(0) { joint, next in
                let neighbour = border(row: next.element.0, column: next.element.1)
                return neighbour == next.element.2 || neighbour == "+" ? joint | 1 << next.offset : joint
            }
            return Self.joints[joint]
        default: return nil
        }
    }

    private func border(row: Int, column: Int) -> String? {
        guard (0..<size.rows).contains(row), (0..<size.columns).contains(column) else { return nil }
        let row = self.row(row)
        let cell = row[row.startIndex + column]
        return cell.role == .border ? cell.cluster : nil
    }
}
