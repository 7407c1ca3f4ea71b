import Terminal
import TerminalText

/// A box of actions over the screen; on a small one it is the screen.
struct FinderView {
    let model: Model
    let finder: Finder

    func draw(on screen: inout Screen) {
        let entries = finder.entries
        let layout = model.layout
        let isWhole = model.size.columns < 60
        // Help has the keys of a whole screen to show.
        let columns = !finder.isPalette && model.size.columns >= 120 ? 2 : 1
        let width = min(model.size.columns, 80 * columns)
        let area = Area(
            column: (model.size.columns - width) / 2, row: isWhole ? 0 : 1, columns: width,
            rows: max(layout.statusRow - (isWhole ? 0 : 2), 3))
        let box = Box(area)
        let typed = SafeText(line: finder.editor.text)
        let title: SafeText =
            finder.isPalette
            ? "Commands" : "Keys: " + (finder.showsQuery ? "query language" : SafeText(line: finder.page.title))
        let label: SafeText = " \(finder.isPalette ? ":" : "filter: ")"
        box.draw(title: title, on: &screen)
        let start = max(area.end - label.width - max(typed.width + 2, 12), area.column + title.width + 6)
        screen.draw(label, row: area.row, column: start, to: area.end - 1, role: .status)
        screen.draw(typed + " ", row: area.row, column: start + label.width, to: area.end - 1, role: .status)
        screen.moveCursor(
            column: start + label.width + finder.editor.cursorCells, row: area.row, isTyping: true)

        let rows = max(box.inner.rows - (finder.isPalette ? 0 : 1), 1)
        let first = max(min(finder.selected - rows / 2, entries.count - rows * columns), 0)
        let widths = Widths(of: entries, keyRoom: width / 3 / columns / columns)
        for (place, entry) in entries.dropFirst(first).prefix(rows * columns).enumerated() {
            let columnWidth = box.inner.columns / columns
            let start = box.inner.column + place / rows * columnWidth
            let area = Area(column: start, row: box.inner.row + place % rows, columns: columnWidth, rows: 1)
            draw(entry, isSelected: first + place == finder.selected, widths, in: area, on: &screen)
        }
        if !finder.isPalette { drawPages(in: box, on: &screen) }
        let count: SafeText = " \(entries.count) \(finder.isPalette ? "commands" : "keys") "
        screen.draw(count, row: area.row + area.rows - 1, column: area.end - count.width - 2, role: .border)
    }

    /// Cells of the names and of the keys, with the one behind.
    private struct Widths {
        let name: Int
        let keys: Int

        init(of entries: [Finder.Entry], keyRoom: Int) {
            name = min(entries.map { $0.name.count + ($0.argument.map { $0.count + 1 } ?? 0) }.max() ?? 0, 22) + 1
            keys = min(entries.map(\.keys.count).max() ?? 0, keyRoom) + 1
        }
    }

    private func draw(
        _ entry: Finder.Entry, isSelected: Bool, _ widths: Widths, in area: Area, on screen: inout Screen
    ) {
        if isSelected { screen.fill(row: area.row, from: area.column, to: area.end, role: .rowSelected) }
        func role(_ role: Role) -> Role { isSelected ? .rowSelected : role }
        let name = SafeText(line: entry.name + (entry.argument.map { " " + $0 } ?? ""))
        var column = area.column + 1
        for (text, columns, kind) in cells(name, SafeText(line: entry.keys), widths) {
            screen.draw(text, row: area.row, column: column, to: min(column + columns - 1, area.end), role: role(kind))
            column += columns + 1
        }
        screen.draw(SafeText(line: entry.text), row: area.row, column: column, to: area.end, role: role(.plain))
    }

    /// Where there is no room for both, the palette has the names and help the keys.
    private func cells(_ name: SafeText, _ keys: SafeText, _ widths: Widths) -> [(SafeText, Int, Role)] {
        let cells: [(SafeText, Int, Role)] = [(name, widths.name, .plain), (keys, widths.keys, .status)]
        guard model.size.columns < 60 else { return cells }
        return finder.isPalette || keys.isEmpty ? [cells[0]] : [cells[1]]
    }

    private func drawPages(in box: Box, on screen: inout Screen) {
        var column = box.inner.column + 1
        let row = box.inner.row + box.inner.rows - 1
        let names =
            Finder.pages.map { ($0.title, !finder.showsQuery && $0 == finder.page) } + [("query", finder.showsQuery)]
        for (name, isShown) in names where column < box.inner.end {
            let text = SafeText(line: isShown ? "[\(name)]" : name)
            column =
                screen.draw(text, row: row, column: column, to: box.inner.end, role: isShown ? .tabActive : .tab) + 2
        }
    }
}

/// A frame of ASCII, blank inside.
struct Box {
    let area: Area

    init(_ area: Area) {
        self.area = area
    }

    var inner: Area {
        Area(column: area.column + 1, row: area.row + 1, columns: area.columns - 2, rows: area.rows - 2)
    }

    func draw(title: SafeText, on screen: inout Screen) {
        let edge = SafeText(line: "+" + String(repeating: "-", count: max(area.columns - 2, 0)) + "+")
        screen.draw(edge, row: area.row, column: area.column, to: area.end, role: .border)
        screen.draw(edge, row: area.row + area.rows - 1, column: area.column, to: area.end, role: .border)
        screen.draw(" " + title + " ", row: area.row, column: area.column + 2, to: area.end - 1, role: .status)
        for row in (area.row + 1)..<max(area.row + area.rows - 1, area.row + 1) {
            screen.fill(row: row, from: area.column, to: area.end, role: .plain)
            screen.draw("|", row: row, column: area.column, role: .border)
            screen.draw("|", row: row, column: area.end - 1, role: .border)
        }
    }
}
