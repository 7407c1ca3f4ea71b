import MailCore
import MessageCatalog
import TerminalText

extension Model {
    /// The marked messages that are shown, else the selected or open one.
    var targets: [MessageID] {
        if let message { return [message.id] }
        if !list.marks.isEmpty { return list.marks.filter { list.rows.index(of: $0) != nil }.sorted() }
        return list.target(at: now.milliseconds).map { [$0] } ?? []
    }

    /// Asks first when something pinned would go.
    mutating func deleteTargets() -> [Effect] {
        let ids = targets.filter { list.messages[$0] != nil }
        let pinned = ids.count { list.messages[$0]?.isPinned == true }
        guard pinned > 0 else { return delete(ids) }
        let text: SafeText =
            ids.count == 1
            ? "Message \(ids[0]) is pinned. Delete it?" : "\(pinned) of \(ids.count) are pinned. Delete all?"
        ask(text) { $0.delete(ids) }
        return []
    }

    mutating func delete(_ ids: [MessageID]) -> [Effect] {
        let summaries = ids.compactMap { list.messages[$0] }
        guard !summaries.isEmpty else { return [] }
        let change = changes.nextChange()
        changes.push(
            ChangeLog.Step(
                what: .deletion(change: change), summaries: summaries, count: summaries.count,
                selection: list.selection, marks: list.marks))
        show(.info, (summaries.count == 1 ? "Message \(ids[0])" : "\(summaries.count)") + " deleted, u undoes")
        return remove(summaries, change: change)
    }

    mutating func remove(_ summaries: [Summary], change: Int) -> [Effect] {
        changes.hide(summaries, change: change)
        let effects: [Effect] = [.delete(summaries.map(\.id), change: change)]
        let isShown = summaries.contains { $0.id == message?.id }
        let shown = message.map { neighbour(of: $0.id, down: true) ?? neighbour(of: $0.id, down: false) }
        list.take(without(summaries))
        guard isShown, let next = shown else { return effects }
        return effects + (next.map { open($0) } ?? closeAll())
    }

    mutating func clear() -> [Effect] {
        let count = list.messages.count { !$0.isPinned }
        guard changes.clearing == nil, count > 0, let last = list.messages.last else { return [] }
        let change = changes.nextChange()
        changes.markClearing(change)
        changes.push(
            ChangeLog.Step(
                what: .clear(change: change, through: last.id), summaries: [], count: count, selection: list.selection,
                marks: list.marks))
        show(.info, "\(count) deleted, u undoes")
        return [.clear(through: last.id, change: change)]
    }

    private func without(_ summaries: [Summary]) -> SummaryList {
        var messages = list.messages
        for summary in summaries { messages[summary.id] = nil }
        return messages
    }

    private mutating func closeAll() -> [Effect] {
        closeMessage()
        return []
    }
}
