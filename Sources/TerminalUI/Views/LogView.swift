import MailCore
import Terminal
import TerminalText

extension View {
    /// What toasts said, newest first.
    static let log = View(
        context: .log, isShown: { $0.logView != nil },
        draw: { model, screen in
            screen.fill(row: 0, role: .title)
            screen.draw("Log of this screen, newest first", row: 0, column: 1, role: .title)
            let rows = model.layout.statusRow - 1
            for (place, toast) in model.told.reversed().dropFirst(model.logView?.top ?? 0).prefix(rows).enumerated() {
                let wall = toast.began.wall
                let time = SafeText(line: wall.civil(offsetSeconds: model.settings.offset(wall)).time)
                let column = screen.draw(time + "  ", row: place + 1, column: 1, role: .note)
                let role: Role = toast.kind == .error ? .serverError : .plain
                screen.draw(toast.text, row: place + 1, column: column, role: role)
            }
            screen.draw("\(model.told.count) lines", row: model.layout.statusRow, column: 1, role: .status)
            screen.moveCursor(column: 0, row: 1)
        },
        pageRows: { $0.layout.bodyRows },
        close: { $0.logView = nil })
}

struct LogState: Sendable {
    private(set) var top = 0

    mutating func scroll(by lines: Int, of count: Int) { top = min(max(top + lines, 0), max(count - 1, 0)) }
}
