package import MailCore

/// What the records of a log come to: the messages that are there, and their flags. Entries are applied in log order.
package struct LogState: Sendable {
    package enum Change: Sendable, Equatable {
        case added(MessageRecord)
        case removed([MessageID])
        case restored([MessageRecord])
        case flagged([MessageID])
        case none
    }

    fileprivate struct Message: Sendable {
        var record: MessageRecord
        var isRead = false
        var isPinned = false
        /// The sequence of the record that deleted it.
        var deletedBy: UInt64?
    }

    /// What a record did, so that a later one can undo exactly that.
    private enum Effect: Sendable {
        case deleted([MessageID])
        case flagged([MessageID], FlagChange)
    }

    /// By id, deleted ones too: they may come back.
    private var messages: [Message] = []
    /// Of those that have any, in the order they were given.
    private var tags: [MessageID: [String]] = [:]
    private var effects: [UInt64: Effect] = [:]
    package private(set) var liveCount = 0

    package init() {}

    /// The message of an id, unless it is deleted.
    package func record(of id: MessageID) -> MessageRecord? { live(id)?.record }

    package func isRead(_ id: MessageID) -> Bool { live(id)?.isRead ?? false }

    package func isPinned(_ id: MessageID) -> Bool { live(id)?.isPinned ?? false }

    package func tags(_ id: MessageID) -> [String] { live(id) == nil ? [] : tags[id] ?? [] }

    /// The highest id that is not deleted.
    package var newestID: MessageID? { messages.last { $0.deletedBy == nil }?.record.id }

    /// Ascending by id.
    package func live() -> [MessageRecord] {
        messages.lazy.filter { $0.deletedBy == nil }.map(\.record)
    }

    /// What is unknown or deleted already is passed over. A restore whose record did nothing does nothing.
    package mutating func apply(_ entry: LogEntry) -> Change {
        switch entry.body {
        case .message(let record, _): add(record)
        case .delete(let ids): delete(ids, by: entry.sequence)
        case .clear(let last): delete(clearable(through: last), by: entry.sequence)
        case .restore(let sequence): undo(sequence)
        case .flags(let ids, let change): flag(ids, change, by: entry.sequence)
        case .listener, .session, .sessionAgain, .other, .damage: .none
        }
    }

    private mutating func add(_ record: MessageRecord) -> Change {
        let position = position(of: record.id)
        guard position == messages.count || messages[position].record.id != record.id else { return .none }
        messages.insert(Message(record: record), at: position)
        liveCount += 1
        return .added(record)
    }

    private func clearable(through last: MessageID) -> [MessageID] {
        messages.prefix { $0.record.id <= last }.filter { !$0.isPinned }.map(\.record.id)
    }

    private mutating func delete(_ ids: [MessageID], by sequence: UInt64) -> Change {
        var removed: [MessageID] = []
        for id in ids {
            guard let index = liveIndex(id) else { continue }
            messages[index].deletedBy = sequence
            removed.append(id)
        }
        guard !removed.isEmpty else { return .none }
        liveCount -= removed.count
        effects[sequence] = .deleted(removed)
        return .removed(removed)
    }

    private mutating func flag(_ ids: [MessageID], _ change: FlagChange, by sequence: UInt64) -> Change {
        var flagged: [MessageID] = []
        for id in ids {
            guard set(change, on: id) else { continue }
            flagged.append(id)
        }
        guard !flagged.isEmpty else { return .none }
        effects[sequence] = .flagged(flagged, change)
        return .flagged(flagged)
    }

    private mutating func undo(_ sequence: UInt64) -> Change {
        switch effects.removeValue(forKey: sequence) {
        case nil: return .none
        case .deleted(let ids):
            let records = ids.compactMap { id -> MessageRecord? in
                let index = position(of: id)
                guard messages[index].deletedBy == sequence else { return nil }
                messages[index].deletedBy = nil
                return messages[index].record
            }
            liveCount += records.count
            return records.isEmpty ? .none : .restored(records)
        case .flagged(let ids, let change):
            let flagged = ids.filter { set(change.opposite, on: $0) }
            return flagged.isEmpty ? .none : .flagged(flagged)
        }
    }

    private func live(_ id: MessageID) -> Message? { liveIndex(id).map { messages[$0] } }

    private func liveIndex(_ id: MessageID) -> Int? {
        let position = position(of: id)
        guard position < messages.count, messages[position].record.id == id, messages[position].deletedBy == nil
        else { return nil }
        return position
    }

    /// Of the first message whose id is not below this one.
    private func position(of id: MessageID) -> Int {
        if let last = messages.last, last.record.id < id { return messages.count }
        var (low, high) = (0, messages.count)
        while low < high {
            let middle = (low + high) / 2
            if messages[middle].record.id < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension LogState {
    /// Whether it changed anything.
    private mutating func set(_ change: FlagChange, on id: MessageID) -> Bool {
        guard let index = liveIndex(id) else { return false }
        let before = (messages[index].isRead, messages[index].isPinned, tags[id])
        switch change {
        case .read: messages[index].isRead = true
        case .unread: messages[index].isRead = false
        case .pinned: messages[index].isPinned = true
        case .unpinned: messages[index].isPinned = false
        case .tagged(let tag):
            if !tags[id, default: []].contains(tag) { tags[id, default: []].append(tag) }
        case .untagged(let tag):
            tags[id]?.removeAll { $0 == tag }
        }
        return before != (messages[index].isRead, messages[index].isPinned, tags[id])
    }
}

extension FlagChange {
    fileprivate var opposite: FlagChange {
        switch self {
        case .read: .unread
        case .unread: .read
        case .pinned: .unpinned
        case .unpinned: .pinned
        case .tagged(let tag): .untagged(tag)
        case .untagged(let tag): .tagged(tag)
        }
    }
}
