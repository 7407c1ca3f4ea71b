import MailCore

/// How much a store keeps. What is over is evicted, the oldest first; pinned messages stay. 0 is no limit.
package struct Retention: Hashable, Sendable {
    /// As a count.
    package var messages = Limits.keptMessages
    /// Octets of their records.
    package var octets = Limits.keptOctets
    /// Age in seconds.
    package var seconds = Limits.keptSeconds

    /// What a store keeps that was never told otherwise.
    package static let standard = Retention()

    package init() {}

    package init(messages: Int, octets: Int, seconds: Int64) {
        self.messages = messages
        self.octets = octets
        self.seconds = seconds
    }
}
