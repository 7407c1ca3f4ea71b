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
        show(.info, summaries.count == 1 ? "Deleted \(ids[0]).  u undoes" : "\(summaries.count) deleted, u undoes")
        return remove(summaries, change: change)
    }

    private mutating func remove(_ summaries: [Summary], change: Int) -> [Effect] {
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

    mutating func undo() -> [Effect] {
        guard let step = changes.pop() else {
            show(.info, "nothing to undo")
            return []
        }
        switch step.what {
        case .deletion(let change), .clear(let change, _):
            let effect = changes.undo(deletion: change, restoring: step.summaries)
            var messages = list.messages
            for summary in step.summaries { messages[summary.id] = summary }
            let fresh = list.take(messages)
            list.marks = step.marks
            if let selection = step.selection { list.select(selection) }
            show(.info, "\(step.count) back")
            return (effect.map { [$0] } ?? []) + search(fresh)
        case .flag(let flag, let value):
            list.take(setting(flag, to: !value, of: step.summaries))
            show(.info, "\(step.count) as before")
            return [.setFlag(step.summaries.map(\.id), flag, !value)]
        case .marks:
            list.marks = step.marks
            show(.info, "\(step.marks.count) marked, as before")
            return []
        }
    }

    mutating func redo() -> [Effect] {
        guard var step = changes.popUndone() else {
            show(.info, "nothing to do again")
            return []
        }
        let effects: [Effect]
        switch step.what {
        case .deletion:
            let change = changes.nextChange()
            step.what = .deletion(change: change)
            effects = remove(step.summaries.compactMap { list.messages[$0.id] }, change: change)
        case .clear(_, let last):
            let change = changes.nextChange()
            changes.markClearing(change)
            step.what = .clear(change: change, through: last)
            effects = [.clear(through: last, change: change)]
        case .flag(let flag, let value):
            list.take(setting(flag, to: value, of: step.summaries))
            effects = [.setFlag(step.summaries.map(\.id), flag, value)]
        case .marks(let marks):
            list.marks = marks
            effects = []
        }
        changes.pushAgain(step)
        show(.info, "done again")
        return effects
    }

    /// Everything that is shown is read.
    mutating func readAll() -> [Effect] {
        let rows = list.rows
        return set(.read, to: true, of: (0..<rows.count).compactMap { list.messages[rows[$0]] })
    }

    /// Sets a flag of the targets, or takes it back when all of them have it.
    mutating func toggle(_ flag: Effect.Flag) -> [Effect] {
        let summaries = targets.compactMap { list.messages[$0] }
        guard
            let value = summaries.first(where: { !$0.has(flag) }).map({ _ in true })
                ?? (summaries.isEmpty ? nil : false)
        else { return [] }
        return set(flag, to: value, of: summaries)
    }

    /// Changes those that are not so already.
    mutating func set(_ flag: Effect.Flag, to value: Bool, of summaries: [Summary]) -> [Effect] {
        let changed = summaries.filter { $0.has(flag) != value }
        guard !changed.isEmpty else { return [] }
        changes.push(
            ChangeLog.Step(
                what: .flag(flag, value: value), summaries: changed, count: changed.count, selection: list.selection,
                marks: list.marks))
        list.take(setting(flag, to: value, of: changed))
        if changed.count > 1 { show(.info, "\(changed.count) \(flag.word(value)), u undoes") }
        return [.setFlag(changed.map(\.id), flag, value)]
    }

    private func without(_ summaries: [Summary]) -> SummaryList {
        var messages = list.messages
        for summary in summaries { messages[summary.id] = nil }
        return messages
    }

    private func setting(_ flag: Effect.Flag, to value: Bool, of summaries: [Summary]) -> SummaryList {
        var messages = list.messages
        for summary in summaries {
            switch flag {
            case .read: messages[summary.id]?.isRead = value
            case .pinned: messages[summary.id]?.isPinned = value
            }
        }
        return messages
    }

    private mutating func closeAll() -> [Effect] {
        closeMessage()
        return []
    }
}

extension Effect.Flag {
    fileprivate func word(_ isSet: Bool) -> String {
        switch self {
        case .read: isSet ? "read" : "unread"
        case .pinned: isSet ? "pinned" : "unpinned"
        }
    }
}

extension Summary {
    fileprivate func has(_ flag: Effect.Flag) -> Bool {
        switch flag {
        case .read: isRead
        case .pinned: isPinned
        }
    }
}
