import MailCore
import MessageCatalog
import SMTPServer

extension ListenerStatus.Session {
    /// How long a client is silent in the middle before it is said what seems to be wrong, in milliseconds.
    private static let patience = 2_000

    static func shown(of sessions: [OpenSession]) -> [Self] {
        sessions.sorted { ($0.origin.session?.number ?? 0) < ($1.origin.session?.number ?? 0) }
            .prefix(Limits.shownSessions).map(Self.init)
    }

    private init(_ session: OpenSession) {
        let origin = session.origin
        self.init(
            session: origin.session?.description ?? "", peer: origin.peer, process: origin.process,
            state: session.activity, octets: session.octets, since: origin.began?.rfc3339 ?? "",
            problem: session.silence >= Self.patience ? session.suspicion?.rawValue : nil)
    }
}
