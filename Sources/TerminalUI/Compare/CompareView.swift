import MailCore
import MessageCatalog
import Terminal
import TerminalText

extension View {
    /// What changed between two messages.
    static let compare = View(
        context: .compare, isShown: { $0.compare != nil },
        draw: { model, screen in
            if let state = model.compare { CompareView(model: model, state: state).draw(on: &screen) }
        },
        pageRows: { MessageLayout(size: $0.size).body.rows },
        close: { $0.compare = nil },
        hints: { _ in ["change-next", "swap", "ignored", "compare-down", "index"] })
}

private struct CompareView {
    let model: Model
    let state: CompareState

    func draw(on screen: inout Screen) {
        let layout = MessageLayout(size: model.size)
        screen.fill(row: 0, role: .title)
        let half = screen.size.columns / 2
        screen.draw("Compare  A " + name(state.left), row: 0, column: 1, to: half + 3, role: .title)
        screen.draw("B " + name(state.right), row: 0, column: half + 5, role: .title)
        var column = 1
        for tab in Tab.all {
            let isActive = tab == state.tab
            let title = screen.size.columns < 60 ? tab.short : tab.title
            let text: SafeText = isActive ? "\(tab.number)[\(title)]" : "\(tab.number) \(title)"
            column = screen.draw(text, row: 1, column: column, role: isActive ? .tabActive : .tab) + 1
        }
        if !state.showsIgnored, screen.size.columns >= 80 {
            let note: SafeText = "ignoring Date, ids"
            screen.draw(note, row: 1, column: max(screen.size.columns - note.width - 1, column), role: .note)
        }
        for place in 0..<layout.body.rows {
            let number = state.top + place
            if number < state.difference.lines.count {
                screen.draw(state.difference.lines[number], row: layout.body.row + place, in: layout.body)
            } else {
                screen.draw("~", row: layout.body.row + place, column: 0, role: .note)
            }
        }
        let counts = state.difference.counts
        let status: SafeText =
            state.difference.changes.isEmpty
            ? "no difference"
            : "\(counted(state.difference.changes.count, "change")), +\(counts.added) -\(counts.removed) lines"
        screen.draw(status, row: layout.statusRow, column: 1, role: .status)
        screen.moveCursor(column: 0, row: layout.body.row)
    }

    private func name(_ document: MessageDocument) -> SafeText {
        let received = document.summary.received
        let time = received.civil(offsetSeconds: model.settings.offset(received)).time
        return SafeText(line: "#\(document.summary.id) \(time)  ") + document.summary.shownSubject
    }
}
