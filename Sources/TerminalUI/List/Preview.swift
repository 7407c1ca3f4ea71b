import MailCore
import MessageCatalog
import Terminal
import TerminalText

/// The selected message beside the list. It is looked at only: no key goes to it but those that scroll it and turn its
/// tabs.
struct Preview: Sendable {
    var message: MessageState?
    /// What is being opened: one at a time, however fast the selection moves.
    fileprivate var awaited: MessageID?
    /// When a key moved the selection here; `nil` when it came here by following.
    fileprivate var movedAt: Int64?

    var isSettled: Bool { awaited == nil }

    /// Whether the message that cannot be opened was for the preview.
    mutating func fail(_ id: MessageID) -> Bool {
        guard awaited == id else { return false }
        awaited = nil
        return true
    }

    mutating func take(_ document: MessageDocument) {
        if awaited == document.summary.id { awaited = nil }
        if message?.id == document.summary.id, message?.document == nil { message?.document = document }
    }
}

extension Model {
    /// Shows what is selected, once what was asked for before has come.
    mutating func settlePreview() -> [Effect] {
        guard message == nil, layout.preview != nil, let selection = list.selection else { return [] }
        if preview.message?.id != selection {
            let tab = preview.message?.tab ?? .text
            preview.message = MessageState(id: selection, tab: tab)
            let isByKey = lastKey == now.milliseconds && !list.isFollowing
            preview.movedAt = isByKey ? now.milliseconds : nil
        }
        var effects: [Effect] = []
        if preview.message?.document == nil, preview.awaited == nil {
            preview.awaited = selection
            effects.append(.open(selection))
        }
        if let due = previewReadDue, due <= now.milliseconds, let summary = list.messages[selection] {
            preview.movedAt = nil
            effects += markRead(summary)
        }
        return effects
    }

    /// When a preview that was moved to by key has been looked at for long enough.
    var previewReadDue: Int64? {
        guard let moved = preview.movedAt, preferences.readDelay > 0, message == nil, layout.preview != nil,
            let shown = preview.message, shown.document != nil, list.messages[shown.id]?.isRead == false
        else { return nil }
        return moved + preferences.readDelay
    }

    mutating func layOutPreview() {
        guard let area = layout.preview else { return }
        let context = context(width: area.columns)
        preview.message?.layOut(context, height: area.rows)
    }

    mutating func scrollPreview(by lines: Int) { preview.message?.move(by: lines) }

    mutating func turnPreview(by difference: Int) {
        guard let tab = preview.message?.tab else { return }
        preview.message?.turn(to: tab.neighbour(difference))
        layOutPreview()
    }
}

struct PreviewView {
    let model: Model

    func draw(bar: Area, area: Area, on screen: inout Screen) {
        let isSide = model.layout.arrangement == .side
        screen.draw(
            SafeText(line: String(repeating: "-", count: bar.columns)), row: bar.row, column: bar.column, to: bar.end,
            role: .border)
        if isSide {
            for row in bar.row..<(area.row + area.rows) {
                screen.draw("|", row: row, column: bar.column - 1, role: .border)
            }
        }
        guard let message = model.preview.message else { return }
        let page = PageView(message: message)
        let tabs = Area(column: bar.column + 1, row: bar.row, columns: bar.columns - 1, rows: 1)
        let column = page.drawTabs(in: tabs, numbers: false, on: &screen)
        let place = SafeText(line: " \(page.place) ")
        if message.page != nil, bar.end - place.width - 2 > column {
            screen.draw(place, row: bar.row, column: bar.end - place.width - 2, role: .note)
        }
        page.draw(in: area, on: &screen)
    }
}
