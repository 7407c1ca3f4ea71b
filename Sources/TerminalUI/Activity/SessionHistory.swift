package import MailCore
import MessageCatalog

/// That a message came by a session.
package struct StoredSession: Hashable, Sendable {
    package var message: MessageID
    package var received: Timestamp
    package var origin: Origin
    package var dialogue: [DialogueLine]

    package init(message: MessageID, received: Timestamp, origin: Origin, dialogue: [DialogueLine]) {
        self.message = message
        self.received = received
        self.origin = origin
        self.dialogue = dialogue
    }
}

/// What happened on the ports: sessions that failed, sessions that brought mail, listeners that came and went.
struct SessionHistory: Sendable {
    /// Sessions that brought mail are read from so many of the newest messages.
    static let depth = 500

    private var failed: [UInt64: SessionReport] = [:]
    private var changes: [ListenerChange] = []
    private var stored: [Key: [StoredSession]] = [:]

    private enum Key: Hashable, Sendable {
        case session(SessionID)
        /// One that came by none.
        case message(MessageID)
    }

    var lastFailure: SessionReport? { failed.max { $0.key < $1.key }?.value }

    mutating func take(_ snapshot: Snapshot) {
        failed = snapshot.sessions
        changes = snapshot.listenerChanges
    }

    mutating func take(_ sessions: [StoredSession]) {
        for session in sessions {
            let key = session.origin.session.map(Key.session) ?? .message(session.message)
            if !stored[key, default: []].contains(where: { $0.message == session.message }) {
                stored[key, default: []].append(session)
            }
        }
    }

    /// Newest first.
    var entries: [ActivityEntry] {
        let all =
            failed.map { ActivityEntry(.failed($0.value), number: $0.key) }
            + changes.enumerated().map { ActivityEntry(.listener($0.element), number: UInt64($0.offset)) }
            + stored.values.map { ActivityEntry(.stored($0.sorted { $0.message < $1.message }), number: 0) }
        return all.sorted { ($0.time, $0.id.order) > ($1.time, $1.id.order) }
    }
}
