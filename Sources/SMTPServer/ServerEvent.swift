package import MailCore

/// What a server tells of itself, so that somebody can count. Told on its event loop.
package enum ServerEvent: Sendable, Hashable {
    case connected
    /// - Parameter rejected: Whether the client said something and no message of it was stored.
    case disconnected(rejected: Bool)
    case stored(MessageID)
    /// A content came to its end and was not stored.
    case storeFailed
}

/// What became of a content.
package enum StoreOutcome: Sendable, Hashable {
    /// It is on disk, as far as the store's sync policy asks.
    case stored(MessageID)
    /// There was no room for it.
    case full
    case failed
}

/// Takes a capture and says, from any thread and exactly once, what became of it.
package typealias CaptureStore = @Sendable (Capture, @escaping @Sendable (StoreOutcome) -> Void) -> Void
