/// The messages of a store at one moment. Taking one is O(1); it never changes.
package struct Snapshot: Sendable, Equatable {
    /// Grows with every change.
    package var revision: UInt64
    /// Oldest first, deleted ones left out.
    package var messages: SummaryList
    /// Whether the log was read to its end when this was taken.
    package var isComplete: Bool
    /// What is damaged in the store, a line each: file, offset, what.
    package var damages: [String]

    package init(
        revision: UInt64 = 0, messages: SummaryList = SummaryList(), isComplete: Bool = false, damages: [String] = []
    ) {
        self.revision = revision
        self.messages = messages
        self.isComplete = isComplete
        self.damages = damages
    }
}
