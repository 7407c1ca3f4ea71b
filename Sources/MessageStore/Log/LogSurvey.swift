import MailCore

/// What of a log is still needed, for those who write segments anew. Entries are applied in log order.
struct LogSurvey {
    private(set) var state = LogState()
    private var sessions = SessionLog()
    /// The last records of kinds that say nothing about messages, by sequence number.
    private var listeners: [UInt64] = []
    private var compactions: [UInt64] = []
    private var settings: UInt64?

    mutating func apply(_ entry: LogEntry) {
        _ = state.apply(entry)
        sessions.apply(entry)
        switch entry.body {
        case .listener: Self.keep(entry.sequence, in: &listeners)
        case .compacted: Self.keep(entry.sequence, in: &compactions)
        case .settings: settings = entry.sequence
        case .message, .delete, .evict, .restore, .undelete, .clear, .flags, .session, .sessionAgain, .other, .damage:
            break
        }
    }

    enum Verdict {
        case keep, drop
        /// With fewer ids.
        case change(NewRecord)
    }

    /// - Parameter dead: Messages that are about to go. A record about messages goes with the last of them: not
    ///   earlier, or one that is deleted would come back.
    func verdict(on entry: LogEntry, without dead: IDRanges) -> Verdict {
        func survives(_ id: MessageID) -> Bool { !dead.contains(id) && state.holds(id) }
        func about(_ ids: [MessageID], _ record: ([MessageID]) -> NewRecord) -> Verdict {
            let left = ids.filter(survives)
            return left.count == ids.count ? .keep : left.isEmpty ? .drop : .change(record(left))
        }
        func keep(_ isNeeded: Bool) -> Verdict { isNeeded ? .keep : .drop }
        switch entry.body {
        case .message(let record, _): return keep(!dead.contains(record.id))
        case .delete(let ids): return about(ids) { .delete($0) }
        case .evict(let ids): return about(ids) { .evict($0) }
        case .undelete(let ids): return about(ids) { .undelete($0) }
        case .flags(let ids, let change): return about(ids) { .flags($0, change) }
        case .restore(let sequence): return keep(state.undone(by: sequence).contains(where: survives))
        case .clear(let last):
            return keep(state.messages.prefix { $0.record.id <= last }.contains { survives($0.record.id) })
        case .session: return keep(sessions.items.contains { $0.sequence == entry.sequence })
        case .sessionAgain(let sequence, let count, _):
            return keep(sessions.items.contains { $0.sequence == sequence && $0.report.count == count })
        case .settings: return keep(entry.sequence == settings)
        case .listener: return keep(listeners.contains(entry.sequence))
        case .compacted: return keep(compactions.contains(entry.sequence))
        case .other, .damage: return .keep
        }
    }

    private static func keep(_ sequence: UInt64, in list: inout [UInt64]) {
        if list.count == Limits.sessionReports { list.removeFirst() }
        list.append(sequence)
    }
}
