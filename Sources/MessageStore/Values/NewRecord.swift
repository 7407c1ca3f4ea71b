package import MailCore

/// What a `flags` record says of its messages.
package enum FlagChange: Hashable, Sendable {
    case read, unread, pinned, unpinned
    case tagged(String), untagged(String)
}

/// A record on its way into the log, before it has a sequence number.
package enum NewRecord: Sendable {
    case message(Capture)
    case delete([MessageID])
    /// Undoes the `delete`, `clear` or `flags` record of that sequence number.
    case restore(sequence: UInt64)
    /// Brings back deleted messages, whatever deleted them.
    case undelete([MessageID])
    /// As `delete`, to keep to the retention.
    case evict([MessageID])
    case settings(Retention)
    /// Deletes every message up to and with this one, but those that are pinned.
    case clear(through: MessageID)
    case flags([MessageID], FlagChange)
    /// A listener began or ended; the text says where it listened, or why it stopped.
    case listener(started: Bool, text: String)
    /// A session worth keeping. One that is equal in kind to the last one kept becomes another count of that.
    case session(SessionReport)
}

/// Where a record came to stand.
package struct Appended: Hashable, Sendable {
    package var sequence: UInt64
    /// Of a message; `nil` for all other records.
    package var id: MessageID?
}

/// When what was written is forced to the disk.
package enum SyncPolicy: String, Sendable, CaseIterable {
    /// Before an append returns.
    case always
    /// At most 50 ms after the writer has written it, and at its end.
    case interval
    /// When the system likes.
    case never
}
