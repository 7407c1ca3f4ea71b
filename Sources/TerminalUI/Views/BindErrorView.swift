import Terminal
import TerminalText

/// Why this screen could start no listener.
package struct BindError: Hashable, Sendable {
    /// `nil` when it is not about a port.
    package var port: Int?
    /// Who holds the port, and what to do; or what else went wrong.
    package var reason: String

    package init(port: Int?, reason: String) {
        self.port = port
        self.reason = reason
    }
}

extension View {
    /// No listener: what now?
    static let bindError = View(
        context: .bindError, isShown: { $0.bindError != nil },
        draw: { model, screen in
            guard let error = model.bindError else { return }
            screen.fill(row: 0, role: .title)
            screen.draw("Roost  no listener", row: 0, column: 1, role: .title)
            let title: SafeText = error.port.map { "Port \($0) cannot be used" } ?? "No listener could be started"
            var row = 2
            screen.draw(title, row: row, column: 3, role: .toastError)
            row += 2
            let width = max(screen.size.columns - 6, 10)
            for line in SafeText(line: error.reason).wrapped(to: width) where row < model.layout.statusRow {
                screen.draw(line, row: row, column: 3)
                row += 1
            }
            row += 1
            for action in Action.all where action.contexts == [.bindError] && row < model.layout.statusRow {
                let key = model.settings.keymap.keys(of: action, in: .bindError).first?.label ?? ""
                let column = screen.draw(SafeText(line: key) + "  ", row: row, column: 3, role: .status)
                screen.draw(SafeText(line: action.help), row: row, column: column)
                row += 1
            }
            let stored: SafeText = "\(model.list.messages.count) messages in \(model.settings.storePath)"
            screen.draw(stored, row: model.layout.statusRow, column: 1, role: .status)
            screen.moveCursor(column: 0, row: 2)
        },
        pageRows: { $0.layout.bodyRows },
        close: { $0.bindError = nil })
}
