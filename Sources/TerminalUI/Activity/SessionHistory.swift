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
    private var stored: [ActivityEntry.ID: [StoredSession]] = [:]

    var lastFailure: SessionReport? { failed.max { $0.key < $1.key }?.value }

    mutating func take(_ snapshot: Snapshot) {
        failed = snapshot.sessions
        changes = snapshot.listenerChanges
    }

    mutating func take(_ sessions: [StoredSession]) {
        for session in sessions {
            let key = session.origin.session.map(ActivityEntry.ID.session) ?? .message(session.message)
            if !stored[key, default: []].contains(where: { $0.message == session.message }) {
                stored[key, default: []].append(session)
            }
        }
    }

    /// Newest first.
    ///
    /// - Parameter status: What the listener tells of now.
    func entries(_ status: ListenerStatus?) -> [ActivityEntry] {
        var all = failed.map { ActivityEntry(what: .failed($0.value), id: .failed($0.key), time: $0.value.ended) }
        all += changes.enumerated().map { index, change in
            ActivityEntry(what: .listener(change), id: .listener(UInt64(index)), time: change.time)
        }
        let started = time(status?.started)
        all += (status?.missing ?? []).map { ActivityEntry(what: .missing($0), id: .missing($0), time: started) }
        return (all + sessions(open: status?.sessions ?? [])).sorted { ($0.time, $0.id.order) > ($1.time, $1.id.order) }
    }

    private func sessions(open: [ListenerStatus.Session]) -> [ActivityEntry] {
        var byID: [ActivityEntry.ID: ListenerStatus.Session] = [:]
        for session in open { if let id = SessionID(session.session) { byID[.session(id)] = session } }
        return Set(stored.keys).union(byID.keys).map { id in
            let mails = (stored[id] ?? []).sorted { $0.message < $1.message }
            let time = byID[id].map { self.time($0.since) } ?? mails.last?.received ?? self.time(nil)
            return ActivityEntry(what: .session(mails, open: byID[id]), id: id, time: time)
        }
    }

    /// RFC 3339; what is none is the beginning of all.
    private func time(_ text: String?) -> Timestamp {
        text.flatMap { Timestamp(rfc3339: $0.utf8) } ?? Timestamp(microseconds: 0)
    }
}
