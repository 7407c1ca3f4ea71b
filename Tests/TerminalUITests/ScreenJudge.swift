import Terminal
import TerminalText

@testable import TerminalUI

/// Says what is wrong with a screen, whatever is on it. `Tests/Fuzz/keys.swift` asks it too.
enum ScreenJudge {
    /// Rows that are not as wide as the screen, cells that a terminal would obey, a cursor beside the screen.
    static func complaints(_ screen: Screen) -> [String] {
        var complaints: [String] = []
        for row in 0..<screen.size.rows {
            var width = 0
            for cell in screen.row(row) {
                if cell.cluster.utf8.count == 1, let byte = cell.cluster.utf8.first, (0x20..<0x7F).contains(byte) {
                    width += 1
                    continue
                }
                width += CellWidth.width(of: cell.cluster)
                for scalar in cell.cluster.unicodeScalars
                where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.properties.isBidiControl {
                    complaints.append("U+" + String(scalar.value, radix: 16) + " in row \(row)")
                }
            }
            if width != screen.size.columns { complaints.append("row \(row) is \(width) cells wide") }
        }
        let cursor = screen.cursor
        if !(0..<screen.size.rows).contains(cursor.row) || !(0..<screen.size.columns).contains(cursor.column) {
            complaints.append("the cursor stands at \(cursor)")
        }
        return complaints
    }
}
