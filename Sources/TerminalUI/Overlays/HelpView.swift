import Terminal
import TerminalText

/// Help over the whole screen.
struct HelpView {
    let model: Model
    let help: Help

    /// Rows between the title and the status row.
    static func bodyRows(size: Size) -> Int { max(ListLayout(size: size).statusRow - 1, 1) }

    func draw(on screen: inout Screen) {
        let lines = help.lines
        screen.fill(row: 0, role: .title)
        screen.draw("Keys: \(help.context.title)", row: 0, column: 1, role: .title)
        let width = min((lines.map { SafeText(line: $0.keys).width }.max() ?? 0), screen.size.columns / 3)
        for (place, line) in lines.dropFirst(help.top).prefix(Self.bodyRows(size: model.size)).enumerated() {
            screen.draw(SafeText(line: line.keys), row: place + 1, column: 1, to: width + 1, role: .status)
            screen.draw(SafeText(line: line.text), row: place + 1, column: width + 3)
        }
        let last = min(help.top + Self.bodyRows(size: model.size), lines.count)
        screen.draw(
            "\(help.top + 1)-\(last) of \(lines.count) keys", row: ListLayout(size: model.size).statusRow, column: 1,
            role: .status)
    }
}
