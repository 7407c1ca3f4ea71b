import MailCore

/// What a store need not keep any longer, and when there will be more of it.
extension LogState {
    /// What can no longer be restored: what was deleted before a point in time, or to make room.
    func dead(deletedBefore time: Timestamp) -> [MessageRecord] {
        messages.compactMap { message in
            guard let sequence = message.deletedBy, case .deleted(_, let deletion) = effects[sequence] else {
                return nil
            }
            return deletion.isEviction || deletion.time < time ? message.record : nil
        }
    }

    /// What is over the retention, the oldest first.
    func excess(at now: Timestamp) -> [MessageID] {
        let limit = retention
        var (count, octets) = (liveCount, liveOctets)
        let oldest = Timestamp(microseconds: now.microseconds - limit.seconds * 1_000_000)
        var excess: [MessageID] = []
        for message in messages where message.deletedBy == nil && !message.isPinned {
            let isOver =
                limit.messages > 0 && count > limit.messages || limit.octets > 0 && octets > limit.octets
                || limit.seconds > 0 && message.record.received < oldest
            guard isOver else { break }
            excess.append(message.record.id)
            count -= 1
            octets -= message.record.length
        }
        return excess
    }

    /// Octets by which the log may grow before ``excess(at:)`` finds more than what is too old or was restored; all of
    /// it could be messages of the smallest size.
    var reach: Int {
        var reach = Int.max
        if retention.messages > 0 { reach = (retention.messages - liveCount) * MessageRecord.smallestLength }
        if retention.octets > 0 { reach = min(reach, retention.octets - liveOctets) }
        return max(0, reach)
    }

    /// When the oldest message that may go is too old.
    var nextExpiry: Timestamp {
        guard retention.seconds > 0, let oldest = messages.first(where: { $0.deletedBy == nil && !$0.isPinned }) else {
            return Timestamp(microseconds: .max)
        }
        let age = retention.seconds.multipliedReportingOverflow(by: 1_000_000)
        let expiry = oldest.record.received.microseconds.addingReportingOverflow(age.partialValue)
        return Timestamp(microseconds: age.overflow || expiry.overflow ? .max : expiry.partialValue + 1)
    }
}
