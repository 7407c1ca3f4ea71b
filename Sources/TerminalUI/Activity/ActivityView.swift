import MailCore
import MessageCatalog
import Terminal
import TerminalText

extension View {
    /// Sessions, newest first, with why the selected one brought no mail.
    static let activity = View(
        context: .activity, isShown: { $0.activity != nil },
        draw: { model, screen in
            if let state = model.activity { ActivityView(model: model, state: state).draw(on: &screen) }
        },
        pageRows: { ActivityLayout(size: $0.size).listRows },
        close: { $0.activity = nil })
}

/// The list above, or at the left of, the reason.
struct ActivityLayout {
    let size: Size

    private var base: ListLayout { ListLayout(size: size, choice: .list) }
    var isSide: Bool { size.columns >= 160 }
    var hasHeader: Bool { base.hasColumnHeaders }
    var isWide: Bool { size.columns >= 60 }
    var firstRow: Int { hasHeader ? 2 : 1 }
    var statusRow: Int { base.statusRow }

    var listRows: Int {
        let room = statusRow - firstRow
        return max(isSide ? room : size.rows >= 30 ? room * 2 / 5 : size.rows >= 16 ? room * 2 / 5 : room / 2, 1)
    }

    var list: Area {
        Area(column: 0, row: firstRow, columns: isSide ? size.columns / 2 : size.columns, rows: listRows)
    }

    var reason: Area {
        let row = isSide ? 1 : firstRow + listRows
        let column = isSide ? size.columns / 2 + 1 : 1
        return Area(column: column, row: row, columns: size.columns - column, rows: max(statusRow - row, 1))
    }
}

private struct ActivityView {
    let model: Model
    let state: ActivityState

    private var layout: ActivityLayout { ActivityLayout(size: model.size) }

    func draw(on screen: inout Screen) {
        let all = model.entries
        let shown = state.shown(all, at: model.now.wall)
        drawTitle(all, on: &screen)
        if layout.hasHeader { drawRow(nil, row: 1, on: &screen) }
        let top = shown.firstIndex { $0.id == state.top } ?? 0
        var cursor = layout.firstRow
        for (place, entry) in shown.dropFirst(top).prefix(layout.listRows).enumerated() {
            if entry.id == state.selection { cursor = layout.firstRow + place }
            drawRow(entry, row: layout.firstRow + place, on: &screen)
        }
        if shown.isEmpty {
            let nothing: SafeText =
                all.isEmpty ? "no session yet: nothing has connected" : "no session matches; b, Esc show more"
            screen.draw(nothing, row: layout.firstRow, column: 1, role: .note)
        }
        if let entry = shown.first(where: { $0.id == state.selection }) { drawReason(entry, on: &screen) }
        let place = shown.firstIndex { $0.id == state.selection }.map { $0 + 1 } ?? 0
        var status = "\(place)/\(shown.count)   show: \(state.which.rawValue) (b)"
        if !state.filter.isEmpty { status += "   filter: \(state.filter)" }
        if layout.isWide { status += "   a session that never arrived is not here" }
        screen.draw(SafeText(line: status), row: layout.statusRow, column: 1, role: .status)
        screen.moveCursor(column: 0, row: cursor)
    }

    private func drawTitle(_ entries: [ActivityEntry], on screen: inout Screen) {
        screen.fill(row: 0, role: .title)
        let bad = entries.count { $0.isBad }
        let counts: SafeText =
            "\(model.listener?.connections ?? 0) sessions, \(model.list.messages.count) mails, \(bad) bad "
        let place = model.listener?.listeners.first.map { "\($0.scheme) \($0.authority) up" } ?? "no listener"
        let end = screen.size.columns - counts.width
        screen.draw(
            "Activity  " + SafeText(line: layout.isWide ? place : ""), row: 0, column: 1, to: max(end, 1), role: .title)
        screen.draw(counts, row: 0, column: max(end, 0), role: .title)
    }

    /// `nil` is the header of the columns.
    private func drawRow(_ entry: ActivityEntry?, row: Int, on screen: inout Screen) {
        let isSelected = entry != nil && entry?.id == state.selection
        let end = layout.list.end
        if isSelected { screen.fill(row: row, to: end, role: .rowSelected) }
        let role: Role =
            entry == nil ? .columnHeader : isSelected ? .rowSelected : entry?.isBad == true ? .rowBad : .plain
        let time = entry.map { entry in
            let civil = entry.time.civil(offsetSeconds: model.settings.offset(entry.time))
            return String(civil.time.prefix(layout.isWide ? 8 : 5))
        }
        let number = entry?.session.map { "\($0.number)" } ?? ""
        let mails = entry.map { $0.messages.isEmpty ? "-" : "\($0.messages.count)" } ?? "MAILS"
        screen.draw(isSelected ? ">" : " ", row: row, column: 0, role: role)
        var column = 1
        var cells: [(SafeText, Int)] = [(SafeText(line: time ?? "TIME"), layout.isWide ? 8 : 5)]
        if layout.isWide { cells.append((SafeText(line: entry == nil ? "#" : number).rightAligned(in: 5), 5)) }
        cells.append((entry?.client(isNarrow: !layout.isWide) ?? "CLIENT", layout.isWide ? 28 : 16))
        cells.append((SafeText(line: entry?.state ?? "STATE"), 10))
        if layout.isWide { cells.append((SafeText(line: mails).rightAligned(in: 5), 5)) }
        cells.append((entry?.reason(at: model.now.wall) ?? "REASON", max(end - column, 0)))
        for (text, width) in cells where column < end {
            screen.draw(text, row: row, column: column, to: min(column + width, end), role: role)
            column += width + 1
        }
    }

    private func drawReason(_ entry: ActivityEntry, on screen: inout Screen) {
        let area = layout.reason
        let name = entry.session.map { "session \($0.number)" } ?? "this"
        func rule(_ title: SafeText) -> Line {
            let start = "--- " + title + " "
            return Line(
                start + SafeText(line: String(repeating: "-", count: max(area.columns - start.width, 0))), .border)
        }
        var lines = [rule("why: \(name)")] + entry.explanation(width: area.columns - 1)
        if !entry.dialogue.isEmpty {
            lines.append(rule("transcript"))
            lines += Dialogue.lines(entry.dialogue, width: area.columns)
        }
        for (place, line) in lines.prefix(area.rows).enumerated() {
            screen.draw(
                line, row: area.row + place,
                in: Area(column: area.column, row: area.row, columns: area.columns, rows: 1))
        }
    }
}
