import MailCore
import MessageCatalog

extension Model {
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

    func setting(_ flag: Effect.Flag, to value: Bool, of summaries: [Summary]) -> SummaryList {
        var messages = list.messages
        for summary in summaries {
            switch flag {
            case .read: messages[summary.id]?.isRead = value
            case .pinned: messages[summary.id]?.isPinned = value
            }
        }
        return messages
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
