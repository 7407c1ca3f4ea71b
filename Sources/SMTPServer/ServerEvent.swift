package import MailCore

/// What a server tells of itself, so that somebody can count and keep. Told on its event loop.
package enum ServerEvent: Sendable, Hashable {
    case connected
    /// A connection is gone; nothing of it is with the store any more.
    case ended(SessionID)
    /// A session did not end in a stored message and QUIT; always before its `ended`.
    case failed(SessionReport)
    case stored(MessageID)
    /// A content came to its end and was not stored.
    case storeFailed
    /// TLS was asked for and cannot be had; in the words of whoever should have made it.
    case tlsUnavailable(String)
}

/// What became of a content.
package enum StoreOutcome: Sendable, Hashable {
    /// It is on disk, as far as the store's sync policy asks.
    case stored(MessageID)
    /// There was no room for it.
    case full
    /// Another process held the store for too long; in the words of the store.
    case locked(String)
    /// In the words of the store.
    case failed(String)
}

/// Takes a capture and says, exactly once, what became of it: at once on the thread that asked, or later on any.
///
/// `isAlone`: no other session is about to send a message, so that nobody waits when this one does.
package typealias CaptureStore =
    @Sendable (_ capture: Capture, _ isAlone: Bool, _ done: @escaping @Sendable (StoreOutcome) -> Void) -> Void

/// A session that is open.
package struct OpenSession: Sendable, Hashable {
    package var origin: Origin
    /// What it is doing.
    package var activity: String
    /// Octets of the content under way.
    package var octets: Int
    /// Milliseconds since something came from the client.
    package var silence: Int64
    /// What seems to be wrong while the client is silent.
    package var suspicion: SessionProblem?
}
