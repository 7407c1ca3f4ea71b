import MailCore
import MessageCatalog
import Terminal

extension Model {
    mutating func openTarget() -> [Effect] {
        list.target(at: now.milliseconds).map { open($0) } ?? []
    }

    mutating func openNewest() -> [Effect] {
        list.rows.first.map { open($0) } ?? []
    }

    /// In the tab of the message that was open.
    mutating func open(_ id: MessageID) -> [Effect] {
        list.hold(on: id)
        message = MessageState(id: id, tab: message?.tab ?? .text)
        return [.open(id)]
    }

    mutating func openNeighbour(down: Bool) -> [Effect] {
        message.flatMap { neighbour(of: $0.id, down: down) }.map { open($0) } ?? []
    }

    /// Beside an id in the list, also when it has gone from there.
    func neighbour(of id: MessageID, down: Bool) -> MessageID? {
        let row = list.rows.newer(than: id)
        let isThere = list.rows.index(of: id) != nil
        let next = down ? (isThere ? row + 1 : row) : row - 1
        return (0..<list.rows.count).contains(next) ? list.rows[next] : nil
    }

    /// Reading marks as read; that is no change to be undone.
    mutating func opened(_ document: MessageDocument) -> [Effect] {
        let id = document.summary.id
        guard message?.id == id else { return [] }
        message?.document = document
        layOutMessage()
        guard var summary = list.messages[id], !summary.isRead else { return [] }
        summary.isRead = true
        list.replace(summary)
        return [.setFlag([id], .read, true)]
    }

    /// The selection stays on the message.
    mutating func closeMessage() {
        guard let id = message?.id else { return }
        message = nil
        if let row = list.rows.index(of: id) { list.move(to: row) }
    }

    mutating func turn(to tab: Tab) {
        message?.tab = tab
        message?.top = 0
        message?.left = 0
        layOutMessage()
    }

    mutating func turn(by difference: Int) {
        guard let number = message?.tab.number, let index = Tab.all.firstIndex(where: { $0.number == number }) else {
            return
        }
        turn(to: Tab.all[(index + difference + Tab.all.count) % Tab.all.count])
    }

    mutating func layOutMessage() {
        guard let document = message?.document, let tab = message?.tab else { return }
        message?.page = tab.page(document, PageContext(width: size.columns, offset: settings.offset))
        scroll(by: 0)
    }

    mutating func scroll(by lines: Int) {
        guard let state = message, let page = state.page else { return }
        let last = max(page.count - MessageLayout(size: size).bodyRows, 0)
        message?.top = min(max(state.top + min(max(lines, -page.count), page.count), 0), last)
    }

    mutating func scrollRight() {
        message?.left += 8
    }

    mutating func scrollLeft() {
        guard let left = message?.left else { return }
        if left == 0 { closeMessage() } else { message?.left = max(left - 8, 0) }
    }
}
