import MailCore
import MessageCatalog
import Terminal
import TerminalText

/// The last rows: what a view says there, unless a toast, a question or a prompt takes their place.
struct Footer {
    let model: Model

    func draw(on screen: inout Screen) {
        let layout = ListLayout(size: model.size)
        if layout.hasHints { drawHints(on: &screen, row: screen.size.rows - 1) }
        switch model.overlay {
        case .prompt(let prompt):
            draw(prompt, on: &screen, row: screen.size.rows - 1)
        case .question(let question):
            draw(question.text, role: .toastWarning, on: &screen, row: layout.statusRow)
        case .leaving:
            draw("q again stops \(port), D leaves it running", role: .toastWarning, on: &screen, row: layout.statusRow)
        case .help, nil:
            if let toast = model.toast { draw(toast, on: &screen, row: layout.statusRow) }
        }
    }

    private var port: SafeText {
        model.listener?.listeners.first.map { "port \($0.port)" } ?? "the listener"
    }

    private func draw(_ toast: Toast, on screen: inout Screen, row: Int) {
        switch toast.kind {
        case .info: draw(toast.text, role: .toastInfo, on: &screen, row: row)
        case .warning: draw("! " + toast.text, role: .toastWarning, on: &screen, row: row)
        case .error: draw("ERROR " + toast.text, role: .toastError, on: &screen, row: row)
        }
    }

    private func draw(_ text: SafeText, role: Role, on screen: inout Screen, row: Int) {
        screen.fill(row: row, role: role)
        screen.draw(text, row: row, column: 1, role: role)
    }

    private func drawHints(on screen: inout Screen, row: Int) {
        var column = 1
        for hint in Action.hints(in: model.context) {
            let key = SafeText(line: hint.key)
            let text: SafeText = " " + SafeText(line: hint.text)
            guard column + key.width + text.width <= screen.size.columns else { break }
            column = screen.draw(key, row: row, column: column, role: .status)
            column = screen.draw(text, row: row, column: column, role: .hint) + 2
        }
    }

    /// The end of what is typed stays in sight.
    private func draw(_ prompt: Prompt, on screen: inout Screen, row: Int) {
        screen.fill(row: row, role: .plain)
        let start = screen.draw(prompt.label, row: row, column: 0, to: screen.size.columns / 2, role: .status)
        let room = screen.size.columns - start - 1
        let cursor = prompt.editor.cursorCells
        let hidden = max(cursor - room, 0)
        screen.draw(SafeText(line: prompt.editor.text).dropping(hidden), row: row, column: start)
        screen.moveCursor(column: start + cursor - hidden, row: row)
    }
}

extension SafeText.StringInterpolation {
    mutating func appendInterpolation(_ text: SafeText) { appendInterpolation(text.string) }
}
