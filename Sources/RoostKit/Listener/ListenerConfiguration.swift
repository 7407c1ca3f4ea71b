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
    /// `nil` for the one at its usual place.
    package var configFile: FilePath?
    /// Whether the listener ends when the last screen of its store is gone.
    package var endsWithFronts = false

    package init(store: FilePath) {
        self.store = store
    }

    /// The arguments that make another `roost serve` a listener of this configuration.
    package var arguments: [String] {
        ListenerSetting.all.flatMap { $0.arguments(for: self) } + ["--store", store.string]
    }
}
