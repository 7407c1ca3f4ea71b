/// What a store's listener says of itself in `listener.json`. That it is alive is told by its lock, not by this.
package struct ListenerStatus: Hashable, Sendable, Codable {
    package struct Endpoint: Hashable, Sendable, Codable {
        /// `smtp`, `submission` or `smtps`.
        package var scheme: String
        /// Without brackets.
        package var host: String
        package var port: Int

        package init(scheme: String, host: String, port: Int) {
            self.scheme = scheme
            self.host = host
            self.port = port
        }

        /// `smtp://127.0.0.1:1025`
        package var url: String { scheme + "://" + authority }

        /// Whether only this machine reaches it.
        package var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" || host == "localhost" }

        /// `127.0.0.1:1025`, `[::1]:1025`
        package var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
    }

    /// A session that is open.
    package struct Session: Hashable, Sendable, Codable {
        package var session: String
        package var peer: String?
        package var process: String?
        /// What it is doing: greeting, handshake, commands, content, storing or closing.
        package var state: String
        /// Octets of the content under way.
        package var octets: Int
        /// When it began, RFC 3339, UTC.
        package var since: String
        /// What seems to be wrong while the client is silent, as in ``SessionProblem``.
        package var problem: String?

        package init(
            session: String, peer: String?, process: String?, state: String, octets: Int, since: String,
            problem: String?
        ) {
            self.session = session
            self.peer = peer
            self.process = process
            self.state = state
            self.octets = octets
            self.since = since
            self.problem = problem
        }
    }

    package var pid: Int32
    /// RFC 3339, UTC.
    package var started: String
    package var listeners: [Endpoint]
    /// Connections seen since the start.
    package var connections: Int
    /// Sessions open now.
    package var open: Int
    /// Messages stored since the start.
    package var stored: Int
    /// Sessions that ended without a stored message though the client wanted something.
    package var rejected: Int
    /// Rules of `--reject` that are in force.
    package var rules = 0
    /// Messages that were deleted since the start to keep to the retention.
    package var evicted = 0
    /// Why the store does not take messages now; `nil` while it does.
    package var storeProblem: String?
    /// Why ports that are not vital are missing, a line each.
    package var missing: [String] = []
    /// The sessions that are open, the oldest first, at most ``Limits/shownSessions``.
    package var sessions: [Session] = []
    /// Whether it stays when the last screen of its store leaves.
    package var stays = false

    package init(
        pid: Int32, started: String, listeners: [Endpoint], connections: Int = 0, open: Int = 0, stored: Int = 0,
        rejected: Int = 0, stays: Bool = false
    ) {
        self.pid = pid
        self.started = started
        self.listeners = listeners
        self.connections = connections
        self.open = open
        self.stored = stored
        self.rejected = rejected
        self.stays = stays
    }

    /// `smtp://127.0.0.1:1025 smtp://[::1]:1025`
    package var summaryLine: String { listeners.map(\.url).joined(separator: " ") }
}
