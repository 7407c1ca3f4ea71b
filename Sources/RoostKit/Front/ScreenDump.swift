import Terminal

/// A screen as text, for tests and for reports of faults.
enum ScreenDump {
    /// - Parameter withRoles: Whether a letter for the role of each cell follows.
    static func text(of screen: Screen, withRoles: Bool) -> String {
        let rows = 0..<screen.size.rows
        var lines = rows.map { row -> String in
            let text = screen.row(row).map(\.cluster).joined()
            return withRoles ? "|\(text)|" : String(text.reversed().drop { $0 == " " }.reversed())
        }
        if withRoles {
            lines.append("cursor \(screen.cursor.column),\(screen.cursor.row)")
            lines += rows.map { "|" + String(screen.row($0).map(\.role.rawValue)) + "|" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
