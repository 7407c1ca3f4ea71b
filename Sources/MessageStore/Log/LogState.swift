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

    struct Message: Sendable {
        var record: MessageRecord
        var isRead = false
        var isPinned = false
        /// The sequence of the record that deleted it.
        var deletedBy: UInt64?
    }

    /// What a record did, so that a later one can undo exactly that.
    enum Effect: Sendable {
        case deleted([MessageID], Deletion)
        case flagged([MessageID], FlagChange)
    }

    /// When a record deleted, and whether room was made by it.
    struct Deletion: Sendable {
        var time: Timestamp
        var isEviction: Bool
    }

    /// By id, deleted ones too: they may come back.
    private(set) var messages: [Message] = []
    /// Of those that have any, in the order they were given.
    private var tags: [MessageID: [String]] = [:]
    private(set) var effects: [UInt64: Effect] = [:]
    /// The messages of records that were undone: as long as one is there, so must be the record that undoes.
    private var undone: [UInt64: [MessageID]] = [:]
    package private(set) var liveCount = 0
    /// Octets of the records of all that is not deleted.
    package private(set) var liveOctets = 0
    package private(set) var retention = Retention.standard
    /// Messages that were deleted to keep to the retention, as far as the log still tells.
    package private(set) var evictedCount = 0

    package init() {}

    /// The message of an id, unless it is deleted.
    package func record(of id: MessageID) -> MessageRecord? { live(id)?.record }

    package func isRead(_ id: MessageID) -> Bool { live(id)?.isRead ?? false }

    package func isPinned(_ id: MessageID) -> Bool { live(id)?.isPinned ?? false }

    package func tags(_ id: MessageID) -> [String] { live(id) == nil ? [] : tags[id] ?? [] }

    /// The highest id that is not deleted.
    var newestID: MessageID? { messages.last { $0.deletedBy == nil }?.record.id }

    /// Ascending by id.
    package func live() -> [MessageRecord] {
        messages.lazy.filter { $0.deletedBy == nil }.map(\.record)
    }

    /// Those that are deleted and can still be restored, ascending by id.
    package func deleted() -> [MessageRecord] {
        messages.lazy.filter { $0.deletedBy != nil }.map(\.record)
    }

    /// What is unknown or deleted already is passed over. A restore whose record did nothing does nothing.
    package mutating func apply(_ entry: LogEntry) -> Change {
        switch entry.body {
        case .message(let record, _): return add(record)
        case .delete(let ids): return delete(ids, by: entry)
        case .evict(let ids): return delete(ids, by: entry, isEviction: true)
        case .clear(let last): return clear(through: last, by: entry)
        case .restore(let sequence): return undo(sequence)
        case .undelete(let ids): return undelete(ids)
        case .flags(let ids, let change): return flag(ids, change, by: entry.sequence)
        case .compacted(let compaction): return drop(compaction.dropped)
        case .settings(let new):
            retention = new
            return .none
        case .listener, .session, .sessionAgain, .other, .damage: return .none
        }
    }

    /// Makes room for so many messages at once.
    package mutating func reserve(_ count: Int) { messages.reserveCapacity(count) }

    /// Takes in a message whose record is known.
    package mutating func add(_ record: MessageRecord) -> Change {
        let position = position(of: record.id)
        guard position == messages.count || messages[position].record.id != record.id else { return .none }
        if position == messages.count {
            messages.append(Message(record: record))
        } else {
            messages.insert(Message(record: record), at: position)
        }
        liveCount += 1
        liveOctets += record.length
        return .added(record)
    }

    private mutating func clear(through last: MessageID, by entry: LogEntry) -> Change {
        var removed: [MessageID] = []
        removed.reserveCapacity(liveCount)
        for index in messages.indices {
            let id = messages[index].record.id
            guard id <= last else { break }
            if !messages[index].isPinned, delete(at: index, by: entry.sequence) { removed.append(id) }
        }
        return deleted(removed, by: entry)
    }

    private mutating func delete(_ ids: [MessageID], by entry: LogEntry, isEviction: Bool = false) -> Change {
        var removed: [MessageID] = []
        for id in ids {
            if let index = index(of: id), delete(at: index, by: entry.sequence) { removed.append(id) }
        }
        return deleted(removed, by: entry, isEviction: isEviction)
    }

    /// Whether it was not deleted before.
    private mutating func delete(at index: Int, by sequence: UInt64) -> Bool {
        guard messages[index].deletedBy == nil else { return false }
        messages[index].deletedBy = sequence
        liveOctets -= messages[index].record.length
        return true
    }

    private mutating func deleted(_ ids: [MessageID], by entry: LogEntry, isEviction: Bool = false) -> Change {
        guard !ids.isEmpty else { return .none }
        liveCount -= ids.count
        if isEviction { evictedCount += ids.count }
        effects[entry.sequence] = .deleted(ids, Deletion(time: entry.time, isEviction: isEviction))
        return .removed(ids)
    }

    private mutating func flag(_ ids: [MessageID], _ change: FlagChange, by sequence: UInt64) -> Change {
        let flagged = ids.filter { set(change, on: $0) }
        guard !flagged.isEmpty else { return .none }
        effects[sequence] = .flagged(flagged, change)
        return .flagged(flagged)
    }

    private mutating func undo(_ sequence: UInt64) -> Change {
        switch effects.removeValue(forKey: sequence) {
        case nil: return .none
        case .deleted(let ids, _):
            undone[sequence] = ids
            return restore(ids) { $0 == sequence }
        case .flagged(let ids, let change):
            undone[sequence] = ids
            let flagged = ids.filter { set(change.opposite, on: $0) }
            return flagged.isEmpty ? .none : .flagged(flagged)
        }
    }

    private mutating func undelete(_ ids: [MessageID]) -> Change {
        restore(ids) { _ in true }
    }

    private mutating func restore(_ ids: [MessageID], deletedBy isMeant: (UInt64) -> Bool) -> Change {
        var records: [MessageRecord] = []
        for id in ids {
            guard let index = index(of: id), let sequence = messages[index].deletedBy, isMeant(sequence) else {
                continue
            }
            messages[index].deletedBy = nil
            liveOctets += messages[index].record.length
            records.append(messages[index].record)
        }
        liveCount += records.count
        return records.isEmpty ? .none : .restored(records)
    }

    /// Messages that are in no segment any more.
    private mutating func drop(_ dropped: IDRanges) -> Change {
        guard !dropped.isEmpty else { return .none }
        let isDropped = dropped.contains
        let live = messages.filter { $0.deletedBy == nil && isDropped($0.record.id) }.map(\.record)
        messages.removeAll { isDropped($0.record.id) }
        liveCount -= live.count
        liveOctets -= live.reduce(0) { $0 + $1.length }
        for id in tags.keys where isDropped(id) { tags[id] = nil }
        for (sequence, effect) in effects {
            switch effect {
            case .deleted(let ids, let deletion):
                let ids = ids.filter { !isDropped($0) }
                effects[sequence] = ids.isEmpty ? nil : .deleted(ids, deletion)
            case .flagged(let ids, let change):
                let ids = ids.filter { !isDropped($0) }
                effects[sequence] = ids.isEmpty ? nil : .flagged(ids, change)
            }
        }
        for (sequence, ids) in undone where ids.allSatisfy(isDropped) { undone[sequence] = nil }
        return live.isEmpty ? .none : .removed(live.map(\.id))
    }
}

extension LogState {
    /// Whether a message is in some segment, deleted or not.
    func holds(_ id: MessageID) -> Bool { index(of: id) != nil }

    /// The messages that a record took and another has brought back.
    func undone(by sequence: UInt64) -> [MessageID] { undone[sequence] ?? [] }

    private func live(_ id: MessageID) -> Message? { liveIndex(id).map { messages[$0] } }

    private func liveIndex(_ id: MessageID) -> Int? {
        index(of: id).flatMap { messages[$0].deletedBy == nil ? $0 : nil }
    }

    private func index(of id: MessageID) -> Int? {
        let position = position(of: id)
        return position < messages.count && messages[position].record.id == id ? position : nil
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
