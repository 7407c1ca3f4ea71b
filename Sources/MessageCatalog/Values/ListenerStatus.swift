/// What a store's listener says of itself in `listener.json`. That it is alive is told by its lock, not by this.
package struct ListenerStatus: Hashable, Sendable, Codable {
    package struct Endpoint: Hashable, Sendable, Codable {
        /// `smtp`; later `smtps` and `submission` too.
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

        /// `127.0.0.1:1025`, `[::1]:1025`
        package var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
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
