import Terminal
import TerminalText

/// A dialog in a box; on a small screen it is the screen, a field a row.
struct FormView {
    let model: Model
    let form: Form

    private var isWhole: Bool { model.size.columns < 60 }
    /// Rows of the box that are not for fields.
    private var frame: Int { isWhole ? 2 : 4 }
    /// Where there is no room for all options, the chosen one stands for them.
    private var isFolded: Bool {
        form.fields.reduce(frame) { $0 + ($1.options?.count ?? 1) } > model.layout.statusRow
    }

    func draw(on screen: inout Screen) {
        let rows = form.fields.reduce(0) { $0 + height($1) }
        let width = min(model.size.columns, 80)
        let boxHeight = min(rows + frame, model.layout.statusRow)
        let top = isWhole ? 0 : max((model.layout.statusRow - boxHeight) / 2, 0)
        let area = Area(column: (model.size.columns - width) / 2, row: top, columns: width, rows: boxHeight)
        let box = Box(area)
        box.draw(title: SafeText(line: form.title), on: &screen)
        var row = box.inner.row + (isWhole ? 0 : 1)
        for (index, field) in form.fields.enumerated() where row < box.inner.row + box.inner.rows {
            draw(field, isFocused: index == form.focus, row: row, in: box.inner, on: &screen)
            row += height(field)
        }
        if !form.completions.isEmpty {
            let names = SafeText(line: form.completions.prefix(20).joined(separator: "  "))
            screen.draw(
                names, row: min(row, area.row + area.rows - 2), column: box.inner.column + 1, to: box.inner.end,
                role: .note)
        }
    }

    private func height(_ field: Form.Field) -> Int {
        isFolded ? 1 : field.options?.count ?? 1
    }

    private func draw(_ field: Form.Field, isFocused: Bool, row: Int, in area: Area, on screen: inout Screen) {
        let start = area.column + 10
        func label(_ text: String) {
            screen.draw(
                SafeText(line: text), row: row, column: area.column + 1, to: start,
                role: isFocused ? .status : .headerName)
        }
        switch field {
        case .choice(let name, let options, let selected) where isFolded:
            label(name)
            let text = SafeText(line: "\(selected + 1) of \(options.count): \(options[selected])")
            screen.draw(text, row: row, column: start, to: area.end, role: isFocused ? .rowSelected : .plain)
            if isFocused { screen.moveCursor(column: start, row: row) }
        case .choice(let name, let options, let selected):
            label(name)
            for (index, option) in options.enumerated() {
                let text = SafeText(line: "(\(index == selected ? "o" : " ")) \(option)")
                let isChosen = isFocused && index == selected
                screen.draw(text, row: row + index, column: start, to: area.end, role: isChosen ? .rowSelected : .plain)
            }
            if isFocused { screen.moveCursor(column: start + 1, row: row + selected) }
        case .text(let name, let editor):
            label(name)
            let room = area.end - start - 1
            let hidden = max(editor.cursorCells - room, 0)
            screen.draw(
                SafeText(line: editor.text).dropping(hidden), row: row, column: start, to: area.end,
                role: isFocused ? .strong : .plain)
            if isFocused { screen.moveCursor(column: start + editor.cursorCells - hidden, row: row, isTyping: true) }
        case .note(let name, let text):
            label(name)
            screen.draw(SafeText(line: text), row: row, column: start, to: area.end, role: .plain)
        }
    }
}
