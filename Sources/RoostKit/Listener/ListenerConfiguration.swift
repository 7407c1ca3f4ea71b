import MailCore
package import MessageStore
package import SMTPProtocol
package import SystemPackage

/// What a listener is told: filled by flags, environment and config file, read by nobody below this room.
package struct ListenerConfiguration: Sendable {
    /// Where TLS is spoken beside the plain port.
    package enum TLSPort: Hashable, Sendable {
        /// At its usual port when the plain one is at its own; else nowhere.
        case standard
        case off
        case at(ListenAddress)
    }

    package enum Login: Hashable, Sendable {
        case any
        case off
        case credentials(user: String, password: String)
    }

    package var store: FilePath
    package var addresses: [ListenAddress] = [.standard]
    package var submission = TLSPort.standard
    package var smtps = TLSPort.standard
    /// The host of all addresses that name none; `nil` for loopback.
    package var bind: String?
    /// Whether the container bridges of this machine are listened on, beside loopback.
    package var servesContainers = false
    package var hostname = "localhost"
    /// Octets.
    package var messageSize = Limits.messageSize
    package var recipients = Limits.recipients
    package var connections = Limits.connections
    /// Milliseconds.
    package var idleTimeout = Limits.idleSeconds * 1_000
    /// Whether the plain port announces STARTTLS.
    package var announcesTLS = false
    package var requiresTLS = false
    /// PEM files; Roost makes its own when there are none.
    package var certificate: FilePath?
    package var key: FilePath?
    package var logins = [Login.any]
    package var mechanisms = SASLMechanism.announcedByDefault
    /// EHLO keywords, in capitals, that are not announced.
    package var hiddenExtensions: [String] = []
    package var rules: [RejectRule] = []
    package var sync = SyncPolicy.always
    /// A shell command for every message; `nil` for none.
    package var onMessage: String?
    /// Where diagnostics go; `nil` for stderr, or the usual file when nobody would read that.
    package var logFile: FilePath?
    /// What the retention of the store is changed to; `nil` leaves it as it is.
    package var keptMessages: Int?
    package var keptOctets: Int?
    package var keptSeconds: Int64?
    /// Whether the store is one that is made for this listener and removed at the end.
    package var isEphemeral = false
    /// `nil` for the one at its usual place.
    package var configFile: FilePath?
    /// Whether the listener ends when the last screen of its store is gone.
    package var endsWithFronts = false

    package init(store: FilePath) {
        self.store = store
    }

    /// A retention with what was asked for changed.
    func changed(_ retention: Retention) -> Retention {
        Retention(
            messages: keptMessages ?? retention.messages, octets: keptOctets ?? retention.octets,
            seconds: keptSeconds ?? retention.seconds)
    }

    /// Makes the store that is removed at the end, when one was asked for.
    package mutating func makeEphemeralStore(environment: [String: String]) throws(Failure) -> TemporaryStore? {
        guard isEphemeral else { return nil }
        let place = try TemporaryStore(environment: environment)
        store = place.directory
        isEphemeral = false
        return place
    }

    /// The arguments that, with ``secrets``, make another `roost serve` a listener of this configuration.
    package var arguments: [String] {
        ListenerSetting.all.filter { !$0.isSecret }.flatMap { $0.arguments(for: self) } + ["--store", store.string]
    }

    /// What goes into its environment, which other users cannot read: they can read its arguments.
    package var secrets: [String: String] {
        let texts = ListenerSetting.all.filter(\.isSecret).map { ($0.variable, $0.write(self)) }
        return Dictionary(uniqueKeysWithValues: texts.map { ($0, $1.map { $0 + "\n" }.joined()) })
    }
}
