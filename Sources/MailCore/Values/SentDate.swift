/// A Date field as read (RFC 5322 section 3.6.1): the instant, and the offset it was written with.
package struct SentDate: Hashable, Sendable {
    package var timestamp: Timestamp
    package var offsetSeconds: Int

    package init(timestamp: Timestamp, offsetSeconds: Int) {
        self.timestamp = timestamp
        self.offsetSeconds = offsetSeconds
    }
}
