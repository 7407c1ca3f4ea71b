package import MailCore
package import SMTPProtocol

/// What the listeners of a server are told.
package struct SMTPServerConfiguration: Sendable {
    package var session: SessionConfiguration
    /// Connections at once; one more is answered 421 4.3.2.
    package var maximumConnections: Int
    /// How long a session may bring nothing before it is answered 421 4.4.2.
    package var idleTimeout: Duration
    /// The time of day.
    package var now: @Sendable () -> Timestamp

    package init(
        session: SessionConfiguration,
        maximumConnections: Int = Limits.connections,
        idleTimeout: Duration = .seconds(Limits.idleSeconds),
        now: @escaping @Sendable () -> Timestamp = WallClock.now
    ) {
        self.session = session
        self.maximumConnections = maximumConnections
        self.idleTimeout = idleTimeout
        self.now = now
    }
}
