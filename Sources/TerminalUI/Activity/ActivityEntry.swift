import MailCore
import MessageCatalog
import TerminalText

/// A line of the activity screen.
struct ActivityEntry: Sendable {
    enum What: Sendable {
        case failed(SessionReport)
        /// The mails of a session that came by one, oldest first, and what it does now if it is open.
        case session([StoredSession], open: ListenerStatus.Session?)
        case listener(ListenerChange)
        /// Why a port that is not vital is missing.
        case missing(String)
    }

    /// Stays the same while more happens.
    enum ID: Hashable, Sendable {
        case failed(UInt64)
        case listener(UInt64)
        case session(SessionID)
        /// One that came by no session.
        case message(MessageID)
        case missing(String)

        /// For what happened at the same time.
        var order: UInt64 {
            switch self {
            case .failed(let number), .listener(let number): number
            case .session(let id): id.number
            case .message(let id): id.rawValue
            case .missing: 0
            }
        }
    }

    let what: What
    let id: ID
    let time: Timestamp

    /// Whether something kept mail away, or may do so.
    var isBad: Bool {
        switch what {
        case .failed, .missing: true
        case .session(_, let open): open?.problem != nil
        case .listener: false
        }
    }

    var isOpen: Bool { if case .session(_, _?) = what { true } else { false } }

    var session: SessionID? {
        switch what {
        case .failed(let report): report.origin.session
        case .session: if case .session(let session) = id { session } else { nil }
        case .listener, .missing: nil
        }
    }

    var messages: [MessageID] {
        switch what {
        case .failed(let report): report.messages
        case .session(let stored, _): stored.map(\.message)
        case .listener, .missing: []
        }
    }

    var dialogue: [DialogueLine] {
        switch what {
        case .failed(let report): report.dialogue
        case .session(let stored, _): stored.last?.dialogue ?? []
        case .listener, .missing: []
        }
    }
}
