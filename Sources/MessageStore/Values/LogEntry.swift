package import MailCore

/// A record of the log as its followers see it.
package struct LogEntry: Sendable, Equatable {
    package enum Body: Sendable, Equatable {
        case message(MessageRecord, Envelope)
        case delete([MessageID])
        case restore(sequence: UInt64)
        case undelete([MessageID])
        /// As `delete`, to keep to the retention.
        case evict([MessageID])
        case settings(Retention)
        case compacted(Compaction)
        case clear(through: MessageID)
        case flags([MessageID], FlagChange)
        case listener(started: Bool, text: String)
        case session(SessionReport)
        /// The session told at that sequence number happened again: so many times now, the last one ended then.
        case sessionAgain(sequence: UInt64, count: Int, ended: Timestamp)
        /// A kind that says nothing about messages, or one of a later Roost.
        case other(kind: String)
        /// Octets of a segment that are no record, between ones that are.
        case damage(Damage)
    }

    /// Counts up over all records of a store, never reused. That of a damage is the number expected next.
    package var sequence: UInt64
    /// That of a damage is the time of the record before it.
    package var time: Timestamp
    package var body: Body
    /// `nil` for damage, and for what was not read from the log.
    package var place: RecordPlace?
}

/// A segment was written anew without what is dead, or removed.
package struct Compaction: Hashable, Sendable {
    var segment: SegmentName
    /// Messages that are in no segment any more.
    package var dropped: IDRanges
    /// Octets that were given back.
    package var octets: Int
}

/// Octets of a segment that are not what was written.
package struct Damage: Hashable, Sendable, CustomStringConvertible {
    /// The name of the segment, without its directory.
    package var file: String
    package var offset: Int
    /// In octets.
    package var length: Int
    package var what: String

    package var description: String { "\(file): \(what) at offset \(offset), \(length) octets" }
}
