import MailCore

/// How much a store keeps. What is over is evicted, the oldest first; pinned messages stay. 0 is no limit.
package struct Retention: Hashable, Sendable, CustomStringConvertible {
    /// As a count.
    package var messages = Limits.keptMessages
    /// Octets of their records.
    package var octets = Limits.keptOctets
    /// Age in seconds.
    package var seconds = Limits.keptSeconds

    /// What a store keeps that was never told otherwise.
    package static let standard = Retention()

    package init() {}

    /// `10000 messages, 1024 MB, 30 days`
    package var description: String {
        var limits: [String] = []
        if messages > 0 { limits.append("\(messages) messages") }
        if octets > 0 { limits.append(octets < 1024 * 1024 ? "\(octets) octets" : "\(octets / 1024 / 1024) MB") }
        if seconds > 0 { limits.append(seconds < 86_400 ? "\(seconds) s" : "\(seconds / 86_400) days") }
        return limits.isEmpty ? "everything" : limits.joined(separator: ", ")
    }

    package init(messages: Int, octets: Int, seconds: Int64) {
        self.messages = messages
        self.octets = octets
        self.seconds = seconds
    }
}
