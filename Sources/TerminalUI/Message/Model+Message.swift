import MailCore
import MessageCatalog

extension Model {
    mutating func openTarget() -> [Effect] {
        list.target(at: now.milliseconds).map { open($0) } ?? []
    }

    mutating func openNewest() -> [Effect] {
        list.rows.newest.map { open($0) } ?? []
    }

    /// In the tab of the message that was open; from the preview, with its tab and scroll.
    mutating func open(_ id: MessageID) -> [Effect] {
        watch = nil
        list.hold(on: id)
        (activity, compare, logView) = (nil, nil, nil)
        let shown = message == nil && preview.message?.id == id ? preview.message : nil
        message = MessageState(id: id, tab: shown?.tab ?? message?.tab ?? .text)
        guard let document = shown?.document, let shown else { return [.open(id)] }
        message?.document = document
        layOutMessage()
        message?.follow(shown)
        return list.messages[id].map { markRead($0) } ?? []
    }

    mutating func openNeighbour(down: Bool) -> [Effect] {
        message.flatMap { neighbour(of: $0.id, down: down) }.map { open($0) } ?? []
    }

    /// Beside an id in the list, also when it has gone from there.
    func neighbour(of id: MessageID, down: Bool) -> MessageID? {
        let rows = list.rows
        guard let row = rows.index(of: id) else {
            // Below the place where it stood is what is nearest now.
            guard let nearest = rows.index(nearest: id) else { return nil }
            let isOlder = rows[nearest] < id
            let next = down == (isOlder != list.sorting.isReversed) ? nearest : nearest + (down ? 1 : -1)
            return (0..<rows.count).contains(next) ? rows[next] : nil
        }
        let next = down ? row + 1 : row - 1
        return (0..<rows.count).contains(next) ? rows[next] : nil
    }

    mutating func opened(_ document: MessageDocument) -> [Effect] {
        let id = document.summary.id
        preview.take(document)
        if preview.message?.id == id { layOutPreview() }
        let awaited = whenOpened.removeValue(forKey: id)
        let effects = awaited?(&self, document) ?? []
        guard message?.id == id, message?.document == nil else { return effects }
        message?.document = document
        if document.isUnreadable, message?.tab == .text { message?.turn(to: .source) }
        layOutMessage()
        guard watch == nil, let summary = list.messages[id] else { return effects }
        return effects + markRead(summary)
    }

    /// Reading marks as read; that is no change to be undone.
    mutating func markRead(_ summary: Summary) -> [Effect] {
        guard !summary.isRead else { return [] }
        var summary = summary
        summary.isRead = true
        list.replace(summary)
        return [.setFlag([summary.id], .read, true)]
    }

    /// Runs once the message is opened, at once if it is.
    mutating func withDocument(
        of id: MessageID, _ body: @escaping @Sendable (inout Model, MessageDocument) -> [Effect]
    ) -> [Effect] {
        let shown = [message, preview.message].compactMap { $0 }.first { $0.id == id }
        if let document = shown?.document { return body(&self, document) }
        whenOpened[id] = body
        return [.open(id)]
    }

    /// The selection stays on the message.
    mutating func closeMessage() {
        guard let id = message?.id else { return }
        (message, watch) = (nil, nil)
        if let row = list.rows.index(of: id) { list.move(to: row) }
    }

    mutating func backToList() {
        compare = nil
        closeMessage()
    }
}
