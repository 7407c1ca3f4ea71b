import InternetMessage
import MailCore
import MessageCatalog
import Terminal
import TerminalText

extension View {
    /// An open message: title, tabs, and the page of the tab.
    static let message = View(
        context: .message, isShown: { $0.message != nil },
        draw: { model, screen in
            if let message = model.message { MessageView(model: model, message: message).draw(on: &screen) }
        },
        pageRows: { $0.message?.bodyRows ?? 1 },
        close: { $0.closeMessage() },
        hints: { model in
            guard let message = model.message else { return [] }
            return message.part == nil ? message.tab.hints : ["line-down", "hex", "export", "pipe", "back"]
        })
}

private struct MessageView {
    let model: Model
    let message: MessageState

    private var layout: MessageLayout { MessageLayout(size: model.size) }

    func draw(on screen: inout Screen) {
        drawTitle(on: &screen)
        let page = PageView(message: message)
        let column = page.drawTabs(
            in: Area(column: 0, row: layout.tabRow, columns: model.size.columns, rows: 1), numbers: true, on: &screen)
        if message.isGone {
            let banner: SafeText = "this message was removed"
            screen.draw(
                banner, row: layout.tabRow, column: max(column, model.size.columns - banner.width - 1), role: .titleHeld
            )
        }
        page.draw(in: layout.body, on: &screen)
        screen.draw(status, row: layout.statusRow, column: 1, role: .status)
        let focusRow = message.focus.flatMap { message.page?.stops[$0].line }.map { $0 - message.top } ?? 0
        screen.moveCursor(column: 0, row: layout.body.row + message.headingRows + max(focusRow, 0))
    }

    private var summary: Summary? { model.list.messages[message.id] ?? message.document?.summary }

    private func drawTitle(on screen: inout Screen) {
        screen.fill(row: layout.titleRow, role: .title)
        let rows = model.list.rows
        let place = rows.index(of: message.id).map { "\($0 + 1)" } ?? "-"
        let title: SafeText = "< \(place)/\(rows.count)  #\(message.id)  " + (summary?.shownSubject ?? .empty)
        let notice = notice
        let end = screen.size.columns - (notice.isEmpty ? 0 : notice.width + 1)
        screen.draw(title, row: layout.titleRow, column: 1, to: max(end - 1, 0), role: .title)
        screen.draw(notice, row: layout.titleRow, column: max(end, 0), role: .titleHeld)
    }

    private var notice: SafeText {
        if model.watch != nil { return "WATCH" }
        let arrived = model.list.arrived
        guard arrived > 0 else { return .empty }
        if model.size.columns < 60 { return "\(arrived) new ." }
        if model.size.columns >= 100, let newest = model.list.rows.newest.flatMap({ model.list.messages[$0] }) {
            return "\(arrived) new, latest: " + newest.shownSubject.truncated(to: 30)
        }
        return "\(arrived) new above: . opens it"
    }

    private var status: SafeText {
        guard let page = message.page else {
            return message.document == nil ? "opening message \(message.id)" : "rendering \(message.tab.title)"
        }
        var parts = page.notes
        if let find = message.find {
            parts = ["\(find.count)\(find.isCountWhole ? "" : "+") lines match \"\(find.text)\""]
        }
        parts.append(PageView(message: message).place)
        if let summary { parts.append(ByteCount.short(summary.size)) }
        return SafeText(line: parts.joined(separator: "  "))
    }
}
