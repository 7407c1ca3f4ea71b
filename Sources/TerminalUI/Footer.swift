import MailCore
import MessageCatalog
import Terminal
import TerminalText

/// What stands over a screen, and its last rows: a toast, a question or a prompt takes the place of what a view says
/// there.
struct Footer {
    let model: Model

    private var statusRow: Int { model.layout.statusRow }
    private var lastRow: Int { model.size.rows - 1 }

    func draw(on screen: inout Screen) {
        if model.layout.hasHints, model.preferences.showsHints { drawHints(on: &screen, row: lastRow) }
        if let toast = model.toast { draw(toast, on: &screen) }
        switch model.overlay {
        case .prompt(let prompt):
            drawHelp(for: prompt, on: &screen)
            draw(prompt, on: &screen, row: lastRow)
        case .question(let question):
            draw(question.text, role: .toastWarning, on: &screen)
        case .leaving:
            draw("q again stops \(port), D leaves it running", role: .toastWarning, on: &screen)
        case .finder(let finder): FinderView(model: model, finder: finder).draw(on: &screen)
        case .menu(let context): MenuView(model: model, context: context).draw(on: &screen)
        case .form(let form): FormView(model: model, form: form).draw(on: &screen)
        case nil: break
        }
    }

    private var port: SafeText {
        model.listener?.listeners.first.map { "port \($0.port)" } ?? "the listener"
    }

    private func draw(_ toast: Toast, on screen: inout Screen) {
        switch toast.kind {
        case .info: draw(toast.text, role: .toastInfo, on: &screen)
        case .warning: draw("! " + toast.text, role: .toastWarning, on: &screen)
        case .error: draw("ERROR " + toast.text, role: .toastError, on: &screen)
        }
    }

    private func draw(_ text: SafeText, role: Role, on screen: inout Screen) {
        screen.fill(row: statusRow, role: role)
        screen.draw(text, row: statusRow, column: 1, role: role)
    }

    private func drawHints(on screen: inout Screen, row: Int) {
        screen.fill(row: row, role: .plain)
        var column = 1
        // What always helps keeps its place at the end. On a screen, Esc has mostly nothing to close.
        let context = model.context
        let isScreen = Context.screens.contains(context)
        let ending = isScreen ? ["help", "cmd"] : ["close"]
        let all = model.settings.keymap.hints(in: context, first: isScreen ? model.view.hints(model) : [])
            .filter { !isScreen || $0.text != "close" }
        let last = all.filter { ending.contains($0.text) }
        let lastWidth = last.reduce(0) { $0 + $1.key.count + $1.text.count + 3 }
        for (index, hint) in (all.filter { !ending.contains($0.text) } + last).enumerated() {
            let key = SafeText(line: hint.key)
            let text: SafeText = " " + SafeText(line: hint.text)
            let room = index < all.count - last.count ? lastWidth : 0
            guard column + key.width + text.width + room <= screen.size.columns else { continue }
            column = screen.draw(key, row: row, column: column, role: .status)
            column = screen.draw(text, row: row, column: column, role: .hint) + 2
        }
    }

    /// A complaint in the status row; what Tab offers, or what was typed before, above it.
    private func drawHelp(for prompt: Prompt, on screen: inout Screen) {
        if let complaint = prompt.complaint {
            draw(SafeText(line: complaint), role: .toastWarning, on: &screen)
        }
        guard model.size.rows >= 16 else { return }
        var line: SafeText = .empty
        if !prompt.completions.isEmpty {
            line = SafeText(line: prompt.completions.joined(separator: "  "))
        } else if let history = prompt.history.flatMap({ model.preferences.typed[$0] }), prompt.editor.text.isEmpty {
            line = SafeText(line: "history:  " + history.suffix(5).reversed().joined(separator: "  |  "))
        }
        guard !line.isEmpty else { return }
        screen.fill(row: statusRow - 1, role: .plain)
        screen.draw(line, row: statusRow - 1, column: 1, role: .note)
    }

    /// The end of what is typed stays in sight.
    private func draw(_ prompt: Prompt, on screen: inout Screen, row: Int) {
        screen.fill(row: row, role: .plain)
        let start = screen.draw(prompt.label, row: row, column: 0, to: screen.size.columns / 2, role: .status)
        let hint: SafeText = "Enter keep  Esc undo  Tab complete"
        let hasHint = screen.size.columns >= 80
        let room = screen.size.columns - start - 1 - (hasHint ? hint.width + 2 : 0)
        let cursor = prompt.editor.cursorCells
        let hidden = max(cursor - room, 0)
        screen.draw(SafeText(line: prompt.editor.text).dropping(hidden), row: row, column: start, to: start + room + 1)
        if hasHint { screen.draw(hint, row: row, column: screen.size.columns - hint.width - 1, role: .hint) }
        screen.moveCursor(column: start + cursor - hidden, row: row, isTyping: true)
    }
}

extension SafeText.StringInterpolation {
    mutating func appendInterpolation(_ text: SafeText) { appendInterpolation(text.string) }
}
