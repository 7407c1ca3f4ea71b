import MailCore
package import MessageStore
package import SystemPackage

/// What a listener is told: filled by flags and environment, read by nobody below this room.
package struct ListenerConfiguration: Sendable {
    package var store: FilePath
    package var addresses: [ListenAddress] = [.standard]
    package var hostname = "localhost"
    /// Octets.
    package var messageSize = Limits.messageSize
    package var recipients = Limits.recipients
    package var connections = Limits.connections
    /// Milliseconds.
    package var idleTimeout = Limits.idleSeconds * 1_000
    /// Whether AUTH is offered; every credential is good.
    package var isAuthOffered = true
    /// EHLO keywords, in capitals, that are not announced.
    package var hiddenExtensions: [String] = []
    package var sync = SyncPolicy.always
    /// Whether the listener ends when the last screen of its store is gone.
    package var endsWithFronts = false

    package init(store: FilePath) {
        self.store = store
    }

    /// The arguments that make another `roost serve` a listener of this configuration.
    package var arguments: [String] {
        addresses.flatMap { address in
            switch address.host {
            case nil: ["--listen", String(address.port)]
            case let host?: ["--listen", host.contains(":") ? "[\(host)]:\(address.port)" : "\(host):\(address.port)"]
            }
        } + [
            "--store", store.string, "--hostname", hostname, "--max-size", String(messageSize), "--sync", sync.rawValue,
            "--max-recipients", String(recipients), "--max-connections", String(connections),
            "--idle-timeout", "\(idleTimeout)ms", "--auth", isAuthOffered ? "any" : "off",
        ] + hiddenExtensions.flatMap { ["--hide", $0] }
    }
}

extension ListenerConfiguration {
    /// `always`, `interval` or `never`.
    package static func syncPolicy(_ text: String) -> SyncPolicy? { SyncPolicy(rawValue: text) }
}
