import MailCore
import MessageCatalog
import Terminal
import TerminalText

/// The page of a message in an area: what the message screen and the preview have in common.
struct PageView {
    let message: MessageState

    func draw(in area: Area, on screen: inout Screen) {
        guard let page = message.page else { return }
        let heading = message.headingRows
        // A heading that does not fit loses lines before its rule.
        for place in 0..<heading {
            let isLast = place == heading - 1
            screen.draw(page.heading[isLast ? page.heading.count - 1 : place], row: area.row + place, in: area)
        }
        for place in 0..<max(area.rows - heading, 0) {
            let (number, row) = (message.top + place, area.row + heading + place)
            guard number < page.count else {
                screen.draw("~", row: row, column: area.column, role: .note)
                continue
            }
            let line = page[number]
            screen.draw(line, row: row, in: area, dropping: message.left, focus: message.focus)
            if page.isList, let focus = message.focus, line.stop == focus {
                screen.draw(">", row: row, column: area.column, role: .rowSelected)
            }
            if let find = message.find {
                let role: Role = number == find.line ? .matchCurrent : .match
                screen.mark(
                    find.highlighter.ranges(in: line.text), of: line.text, row: row, in: area,
                    dropping: message.left, role: role)
            }
        }
    }

    /// `1-9/40 22%`
    var place: String {
        guard let page = message.page else { return "" }
        let last = min(message.top + message.bodyRows, page.count)
        let percent = page.count == 0 ? 100 : last * 100 / page.count
        return "\(min(message.top + 1, last))-\(last)/\(page.count) \(percent)%"
    }

    /// The names of the tabs; returns the column behind them.
    func drawTabs(in area: Area, numbers: Bool, on screen: inout Screen) -> Int {
        var column = area.column + 1
        for tab in Tab.all {
            let isActive = tab == message.tab
            let isNarrow = area.columns < 60
            let count = message.document.map(tab.count) ?? 0
            let title = isNarrow && !isActive ? tab.short : tab.title + (count > 0 && !isNarrow ? "(\(count))" : "")
            let number = numbers ? "\(tab.number)" : ""
            let gap = numbers && !isNarrow && !isActive ? " " : ""
            let text: SafeText = isActive ? "\(number)[\(title)]" : "\(number)\(gap)\(title)"
            column = screen.draw(text, row: area.row, column: column, to: area.end, role: isActive ? .tabActive : .tab)
            column = screen.draw(" ", row: area.row, column: column, to: area.end, role: .tab)
        }
        return column
    }
}
