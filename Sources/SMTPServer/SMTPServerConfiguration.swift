package import MailCore
package import NIOCore
package import NIOSSL
package import SMTPProtocol

/// One thing to listen on: a port on one or more hosts, and how its sessions go.
package struct SMTPListener: Sendable {
    package struct Host: Hashable, Sendable {
        /// Without brackets.
        package var name: String
        /// Whether it is skipped when this machine has no such address.
        package var isOptional: Bool

        package init(name: String, isOptional: Bool) {
            self.name = name
            self.isOptional = isOptional
        }
    }

    package var hosts: [Host]
    /// 0 is a free port, the same one on all hosts.
    package var port: Int
    package var session: SessionConfiguration
    /// Whether the server does without it when its port cannot be had.
    package var isOptional: Bool

    package init(hosts: [Host], port: Int, session: SessionConfiguration, isOptional: Bool = false) {
        self.hosts = hosts
        self.port = port
        self.session = session
        self.isOptional = isOptional
    }
}

/// What the sessions of a server share.
package struct SMTPServerConfiguration: Sendable {
    /// Connections at once; one more is answered 421 4.3.2.
    package var maximumConnections = Limits.connections
    /// How long a session may bring nothing before it is answered 421 4.4.2.
    package var idleTimeout = Duration.seconds(Limits.idleSeconds)
    /// How long a content may be with the store before it is answered 451.
    package var durabilityTimeout = Duration.seconds(Limits.durabilitySeconds)
    /// Octets of all contents that are not on disk; over that they are answered 452.
    package var contentMemory = Limits.contentInMemory
    package var rules: [RejectRule] = []
    /// Makes what TLS needs. Called at the first handshake, on a thread that may block; again if it fails.
    package var makeTLSContext: @Sendable () throws -> NIOSSLContext = { throw TLSUnavailable() }
    /// Whether credentials are right. Called on the event loop.
    package var verify: @Sendable (Credentials) -> Bool = { _ in true }
    /// Finds the program at the other end of a connection; called on the event loop, answers from any thread, or never.
    package var findProcess: ProcessFinder?
    /// The time of day.
    package var now: @Sendable () -> Timestamp

    package init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }
}

/// Looks for `name[pid]` of the process of this machine that a connection comes from.
package typealias ProcessFinder =
    @Sendable (_ peer: SocketAddress, _ local: SocketAddress, _ found: @escaping @Sendable (String) -> Void) -> Void

/// TLS is asked for where none was configured.
struct TLSUnavailable: Error, CustomStringConvertible {
    var description: String { "TLS is not configured" }
}
