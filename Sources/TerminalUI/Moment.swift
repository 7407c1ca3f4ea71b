package import MailCore

/// When something happened, by both clocks.
package struct Moment: Hashable, Sendable {
    /// Of a clock that never goes back.
    package var milliseconds: Int64
    package var wall: Timestamp

    package init(milliseconds: Int64, wall: Timestamp) {
        self.milliseconds = milliseconds
        self.wall = wall
    }
}
