import InternetMessage
import MailCore
import MessageCatalog
import Terminal
import TerminalText

/// An open message: title, tabs, and the page of the tab.
struct MessageView {
    let model: Model
    let message: MessageState

    private var layout: MessageLayout { MessageLayout(size: model.size) }

    func draw(on screen: inout Screen) {
        drawTitle(on: &screen)
        drawTabs(on: &screen)
        let page = message.page
        for place in 0..<layout.bodyRows {
            let number = message.top + place
            if let page, number < page.count {
                screen.draw(page[number], row: layout.firstBodyRow + place, dropping: message.left)
            } else if page != nil {
                screen.draw("~", row: layout.firstBodyRow + place, column: 0, role: .note)
            }
        }
        screen.draw(status, row: layout.statusRow, column: 1, role: .status)
        screen.moveCursor(column: 0, row: layout.firstBodyRow)
    }

    private var summary: Summary? { model.list.messages[message.id] ?? message.document?.summary }

    private func drawTitle(on screen: inout Screen) {
        screen.fill(row: layout.titleRow, role: .title)
        let rows = model.list.rows
        let place = rows.index(of: message.id).map { "\($0 + 1)" } ?? "-"
        let title: SafeText = " < \(place)/\(rows.count)  #\(message.id)  " + (summary?.shownSubject ?? .empty)
        let notice = notice
        let end = screen.size.columns - (notice.isEmpty ? 0 : notice.width + 1)
        screen.draw(title, row: layout.titleRow, column: 0, to: max(end - 1, 0), role: .title)
        screen.draw(notice, row: layout.titleRow, column: max(end, 0), role: .titleHeld)
    }

    private var notice: SafeText {
        let arrived = model.list.arrived
        guard arrived > 0 else { return .empty }
        return model.size.columns < 60 ? "\(arrived) new ." : "\(arrived) new above: . opens it"
    }

    private func drawTabs(on screen: inout Screen) {
        var column = 1
        for tab in Tab.all {
            let isActive = tab.number == message.tab.number
            let title = model.size.columns < 60 && !isActive ? String(tab.title.prefix(2)) : tab.title
            let text: SafeText = isActive ? "\(tab.number)[\(title)]" : "\(tab.number) \(title)"
            column = screen.draw(text, row: layout.tabRow, column: column, role: isActive ? .tabActive : .tab) + 1
        }
    }

    private var status: SafeText {
        guard let page = message.page else { return "opening message \(message.id)" }
        var parts: [String] = []
        if message.isGone { parts.append("this message was removed") }
        let last = min(message.top + layout.bodyRows, page.count)
        let percent = page.count == 0 ? 100 : last * 100 / page.count
        parts.append("\(min(message.top + 1, last))-\(last)/\(page.count) \(percent)%")
        if let summary { parts.append(ByteCount.short(summary.size)) }
        if let count = message.document?.defects.count, count > 0 {
            let names = message.document?.defects.prefix(3).map(\.code.rawValue).joined(separator: ", ") ?? ""
            parts.append("\(count) \(count == 1 ? "defect" : "defects"): \(names)")
        }
        return SafeText(line: parts.joined(separator: "  "))
    }
}
