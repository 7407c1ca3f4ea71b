package import MailCore

/// The messages of a store at one moment. Taking one is O(1); it never changes.
package struct Snapshot: Sendable, Equatable {
    /// Grows with every change.
    package var revision: UInt64
    /// Oldest first, deleted ones left out.
    package var messages: SummaryList
    /// Whether the log was read to its end when this was taken.
    package var isComplete: Bool
    /// Messages whose rows are not complete yet.
    package var pending = 0
    /// What is damaged in the store, a line each: file, offset, what.
    package var damages: [String]
    /// Sessions that did not end in a stored message, by the sequence numbers of their records.
    package var sessions: [UInt64: SessionReport] = [:]
    /// Starts and ends of listeners, oldest first.
    package var listenerChanges: [ListenerChange] = []

    package init(
        revision: UInt64 = 0, messages: SummaryList = SummaryList(), isComplete: Bool = false, damages: [String] = []
    ) {
        self.revision = revision
        self.messages = messages
        self.isComplete = isComplete
        self.damages = damages
    }

    /// Drops the oldest sessions that are more than ``Limits/sessionReports``.
    mutating func keepNewestSessions() {
        let excess = sessions.count - Limits.sessionReports
        guard excess > 0 else { return }
        for sequence in sessions.keys.sorted().prefix(excess) { sessions[sequence] = nil }
    }
}

/// A listener of the store began or ended.
package struct ListenerChange: Hashable, Sendable {
    package var time: Timestamp
    package var isStart: Bool
    /// Where it listened, or why it stopped.
    package var text: String

    package init(time: Timestamp, isStart: Bool, text: String) {
        self.time = time
        self.isStart = isStart
        self.text = text
    }
}
