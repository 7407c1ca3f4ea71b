import MailCore
import MessageCatalog
import Terminal
import TerminalText

/// The list: only the rows on screen are looked at.
struct ListView {
    let model: Model

    private var layout: ListLayout { ListLayout(size: model.size) }

    func draw(on screen: inout Screen) {
        if layout.hasTitle { TitleRow(model: model).draw(on: &screen) }
        let rows = model.list.rows
        let columns = RowColumns(layout: layout, list: model.list, offset: model.settings.offset)
        if layout.hasColumnHeaders { drawColumnHeaders(columns, on: &screen) }
        if let top = model.list.top.flatMap({ rows.index(of: $0) }) {
            for (place, row) in (top..<rows.count).prefix(layout.bodyRows).enumerated() {
                let id = rows[row]
                if let summary = model.list.messages[id] {
                    columns.draw(summary, on: &screen, row: layout.firstBodyRow + place)
                }
                if id == model.list.selection { screen.moveCursor(column: 0, row: layout.firstBodyRow + place) }
            }
        } else {
            drawNoMatch(on: &screen)
        }
        if layout.hasDetail { drawDetail(on: &screen) }
        screen.draw(status, row: layout.statusRow, column: 1, role: .status)
    }

    private func drawColumnHeaders(_ columns: RowColumns, on screen: inout Screen) {
        columns.drawHeaders(on: &screen, row: layout.columnHeaderRow)
        guard let top = model.list.top, !model.list.isFollowing else { return }
        let above = model.list.rows.newer(than: max(top, model.list.heldSince))
        guard above > 0 else { return }
        let note: SafeText = "^ \(above) newer above  (. open)"
        screen.draw(
            note, row: layout.columnHeaderRow, column: screen.size.columns - note.width - 1, role: .titleHeld)
    }

    private func drawNoMatch(on screen: inout Screen) {
        guard let filter = model.list.filter else { return }
        let row = layout.firstBodyRow + layout.bodyRows / 3
        let lines: [SafeText] = [
            "No message matches  \(filter.query)",
            "\(model.list.messages.count) messages are hidden, \(model.list.hidden) arrived since you filtered.",
            "Esc clears the filter     l edits it",
        ]
        let column = max((screen.size.columns - (lines.map(\.width).max() ?? 0)) / 2, 1)
        for (index, line) in lines.enumerated() where index < layout.bodyRows {
            screen.draw(line, row: row + index, column: column)
        }
    }

    private func drawDetail(on screen: inout Screen) {
        guard let summary = model.list.selection.flatMap({ model.list.messages[$0] }) else { return }
        let size: SafeText = "\(ByteCount.short(summary.size))  #\(summary.id)"
        let end = screen.size.columns - size.width - 1
        screen.draw("to " + summary.shownTo, row: layout.detailRow, column: 1, to: end - 1, role: .note)
        screen.draw(size, row: layout.detailRow, column: end, role: .note)
    }

    private var status: SafeText {
        let list = model.list
        let rows = list.rows
        let place = list.selection.flatMap { rows.index(of: $0) }.map { $0 + 1 } ?? 0
        var parts = ["\(place)/\(rows.count)"]
        if list.filter != nil {
            parts = ["\(rows.count) of \(list.messages.count) match"]
            if list.hidden > 0 { parts.append("\(list.hidden) new hidden by this filter") }
        } else if layout.hasID {
            parts.append("newest first")
        }
        if !list.marks.isEmpty {
            let hidden = list.filter == nil ? 0 : list.marks.count { rows.index(of: $0) == nil }
            parts.append("\(list.marks.count) marked" + (hidden > 0 ? ", \(hidden) hidden" : ""))
        }
        if !layout.hasTitle { parts.append(list.isFollowing ? "F" : "+\(list.arrived)") }
        if layout.hasID, let status = model.listener {
            parts.append("smtp: \(status.open) open, \(status.stored) ok, \(status.rejected) rejected")
        } else if !layout.hasHints {
            parts.append(layout.hasTitle ? "? help" : "?")
        }
        return SafeText(line: parts.joined(separator: layout.hasTitle ? "  " : " "))
    }
}
