import MailCore
import MessageCatalog
import Terminal
import TerminalText

extension View {
    /// The messages, and a preview of the selected one where there is room.
    static let list = View(
        context: .list, isShown: { _ in true },
        draw: { model, screen in ListView(model: model).draw(on: &screen) },
        pageRows: { $0.layout.bodyRows },
        close: { _ in },
        hints: { model in
            let usual = ["filter", "mark-next", "export", "delete", "activity", "undo", "compare", "follow"]
            if model.layout.previewBar != nil { return ["preview-down", "tab-next", "open", "layout"] + usual }
            return model.list.arrived > 0 && !model.list.isFollowing
                ? ["follow", "newest", "open"] + usual.filter { $0 != "follow" } : ["open"] + usual
        })
}

/// Only the rows on screen are looked at.
private struct ListView {
    let model: Model

    private var layout: ListLayout { model.layout }

    func draw(on screen: inout Screen) {
        if layout.hasTitle { TitleRow(model: model).draw(on: &screen) }
        let rows = model.list.rows
        let columns = RowColumns(layout: layout, list: model.list, offset: model.settings.offset)
        if layout.hasColumnHeaders { drawColumnHeaders(columns, on: &screen) }
        var cursor = 0
        if let top = model.list.top.flatMap({ rows.index(of: $0) }), !rows.isEmpty {
            for (place, row) in (top..<rows.count).prefix(layout.bodyRows).enumerated() {
                let id = rows[row]
                if let summary = model.list.messages[id] {
                    columns.draw(summary, on: &screen, row: layout.firstBodyRow + place)
                }
                if id == model.list.selection { cursor = layout.firstBodyRow + place }
            }
        } else {
            drawNoMatch(on: &screen)
        }
        if let bar = layout.previewBar, let area = layout.preview {
            PreviewView(model: model).draw(bar: bar, area: area, on: &screen)
        }
        screen.moveCursor(column: 0, row: cursor)
        if layout.hasDetail { drawDetail(on: &screen) }
        screen.draw(status, row: layout.statusRow, column: 1, role: .status)
    }

    private func drawColumnHeaders(_ columns: RowColumns, on screen: inout Screen) {
        columns.drawHeaders(on: &screen, row: layout.columnHeaderRow)
        guard let top = model.list.top, !model.list.isFollowing, !model.list.sorting.isReversed,
            model.list.sorting.order == .arrival
        else {
            return
        }
        let above = model.list.rows.newer(than: max(top, model.list.following.heldSince))
        guard above > 0 else { return }
        let note: SafeText = "^ \(above) newer above  (. open)"
        screen.draw(
            note, row: layout.columnHeaderRow, column: layout.listColumns - note.width - 1, role: .titleHeld)
    }

    private func drawNoMatch(on screen: inout Screen) {
        guard let filter = model.list.filter else { return }
        let row = layout.firstBodyRow + layout.bodyRows / 3
        guard filter.progress?.isComplete == true else {
            screen.draw("searching ...", row: row, column: 3, role: .note)
            return
        }
        let lines: [SafeText] = [
            "No message matches  \(filter.text)",
            "\(model.list.messages.count) messages are hidden, \(model.list.hidden) arrived since you filtered.",
            "Esc clears the filter     l edits it",
        ]
        let column = max((layout.listColumns - (lines.map(\.width).max() ?? 0)) / 2, 1)
        for (index, line) in lines.enumerated() where index < layout.bodyRows {
            screen.draw(line, row: row + index, column: column, to: layout.listColumns)
        }
    }

    private func drawDetail(on screen: inout Screen) {
        guard let summary = model.list.selection.flatMap({ model.list.messages[$0] }) else { return }
        let count = summary.attachmentCount
        let size: SafeText = "\(ByteCount.short(summary.size))  \(count > 0 ? "\(count)@ " : "")#\(summary.id)"
        let end = screen.size.columns - size.width - 1
        screen.draw("to " + summary.shownTo, row: layout.detailRow, column: 1, to: end - 1, role: .note)
        screen.draw(size, row: layout.detailRow, column: end, role: .note)
    }

    private var status: SafeText {
        let list = model.list
        let rows = list.rows
        let place = list.selection.flatMap { rows.index(of: $0) }.map { $0 + 1 } ?? 0
        var parts = ["\(place)/\(rows.count)"]
        if let filter = list.filter {
            parts = [filtered(filter, count: rows.count)]
            if list.hidden > 0 { parts.append("\(list.hidden) new hidden by this filter") }
            if let displaced = list.displaced { parts.append("\(displaced) is hidden") }
        } else if layout.hasID {
            parts.append(orderName)
        }
        if let indexed { parts.append("indexing \(indexed)%") }
        if !list.marks.isEmpty {
            let hidden = list.filter == nil ? 0 : list.marks.count { rows.index(of: $0) == nil }
            parts.append("\(list.marks.count) marked" + (hidden > 0 ? ", \(hidden) hidden" : ""))
        }
        if let evicted = model.listener?.evicted, evicted > 0 { parts.append("\(evicted) evicted") }
        if !layout.hasTitle { parts.append(list.isFollowing ? "F" : "+\(list.arrived)") }
        if layout.hasID, let status = model.listener {
            parts.append(
                "smtp: \(status.open) open, \(status.stored) ok, \(status.rejected) rejected\(whyRejected(status))")
        } else if !layout.hasHints {
            if let rejected = model.listener?.rejected, rejected > 0 {
                parts.append(layout.hasTitle ? "\(rejected) rejected" : "!\(rejected)")
            }
            parts.append(layout.hasTitle ? "? help" : "?")
        }
        return SafeText(line: parts.joined(separator: layout.hasTitle ? "  " : " "))
    }

    /// In percent, while that takes long enough to be read.
    private var indexed: Int? {
        let count = model.list.messages.count
        return model.pending < 1_000 || count == 0 ? nil : max(count - model.pending, 0) * 100 / count
    }

    private func filtered(_ filter: Filter, count: Int) -> String {
        let total = model.list.messages.count
        guard let progress = filter.progress else { return "searching \(total)" }
        guard progress.isComplete else {
            return "\(count)+ of \(total), searching bodies \(progress.tested * 100 / max(progress.total, 1))%"
        }
        return "\(count) of \(total) match" + (filter.milliseconds.map { " (\($0) ms)" } ?? "")
    }

    private var orderName: String {
        let list = model.list
        guard list.sorting.order == .arrival else {
            return "by \(list.sorting.order.rawValue)\(list.sorting.isReversed ? ", up" : "")"
        }
        return list.sorting.isReversed ? "oldest first" : "newest first"
    }

    private func whyRejected(_ status: ListenerStatus) -> String {
        guard status.rejected > 0 else { return "" }
        guard layout.size.columns >= 120, let report = model.history.lastFailure else { return " (A shows why)" }
        return ": \(report.problem.advice.reason) (A)"
    }
}
