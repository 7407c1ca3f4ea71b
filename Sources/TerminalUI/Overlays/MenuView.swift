import Terminal
import TerminalText

/// The actions of a context with their keys, above the status row.
struct MenuView {
    let model: Model
    let context: Context

    func draw(on screen: inout Screen) {
        let actions = Action.all.filter { $0.contexts == [context] }
        let layout = model.layout
        let columns = actions.count + 2 > layout.statusRow ? 2 : 1
        let rows = min((actions.count + columns - 1) / columns + 2, layout.statusRow)
        let widest = (actions.map(\.help.count).max() ?? 0) + 6
        let width = min(max(widest * columns + 2, 30), model.size.columns)
        let box = Box(
            Area(
                column: max((model.size.columns - width) / 2, 0), row: layout.statusRow - rows, columns: width,
                rows: rows))
        box.draw(title: SafeText(line: context.title), on: &screen)
        for (place, action) in actions.prefix(box.inner.rows * columns).enumerated() {
            let key = model.settings.keymap.keys(of: action, in: context).first?.label ?? ""
            let row = box.inner.row + place % box.inner.rows
            let start = box.inner.column + place / box.inner.rows * (box.inner.columns / columns)
            let end = start + box.inner.columns / columns
            screen.draw(SafeText(line: key), row: row, column: start + 1, to: end, role: .status)
            screen.draw(SafeText(line: action.help), row: row, column: start + 5, to: end - 1)
        }
        screen.moveCursor(column: box.inner.column + 1, row: box.inner.row)
    }
}
