import Terminal
import TerminalText

/// The actions of a context with their keys, above the status row.
struct MenuView {
    let model: Model
    let context: Context

    func draw(on screen: inout Screen) {
        let actions = Action.all.filter { $0.contexts == [context] }
        let layout = model.layout
        let rows = min(actions.count + 2, layout.statusRow)
        let width = min(max((actions.map(\.help.count).max() ?? 0) + 8, 30), model.size.columns)
        let box = Box(
            Area(
                column: max((model.size.columns - width) / 2, 0), row: layout.statusRow - rows, columns: width,
                rows: rows))
        box.draw(title: SafeText(line: context.title), on: &screen)
        for (place, action) in actions.prefix(box.inner.rows).enumerated() {
            let key = model.settings.keymap.keys(of: action, in: context).first?.label ?? ""
            let row = box.inner.row + place
            screen.draw(SafeText(line: key), row: row, column: box.inner.column + 1, to: box.inner.end, role: .status)
            screen.draw(SafeText(line: action.help), row: row, column: box.inner.column + 5, to: box.inner.end)
        }
        screen.moveCursor(column: box.inner.column + 1, row: box.inner.row)
    }
}
