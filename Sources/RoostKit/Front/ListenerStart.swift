import MessageStore
import TerminalUI

/// How a screen starts the listener of its store.
struct ListenerStart: Sendable {
    private let configuration: ListenerConfiguration
    private let environment: [String: String]

    init(_ configuration: ListenerConfiguration, environment: [String: String]) {
        self.configuration = configuration
        self.environment = environment
    }

    /// Blocks until a listener accepts, this one or one that another screen was faster to start.
    ///
    /// - Parameter port: In place of the configured one; 0 for the next free one behind it.
    /// - Returns: Why there is none.
    func start(port: Int? = nil) -> BindError? {
        var error: Failure?
        for address in addresses(port) {
            var configuration = configuration
            configuration.addresses = address
            do throws(Failure) {
                try ListenerControl.spawn(configuration, environment: environment)
                return nil
            } catch let failure {
                error = failure
            }
            if (try? ListenerFiles(store: configuration.store).isAlive()) == true { return nil }
        }
        return error.map { BindError(port: configuration.addresses.first?.port, reason: $0.description) }
    }

    /// What is tried, in this order.
    private func addresses(_ port: Int?) -> [[ListenAddress]] {
        guard let port else { return [configuration.addresses] }
        func moved(to port: Int) -> [ListenAddress] {
            [ListenAddress(host: configuration.addresses.first?.host, port: port)]
        }
        guard port == 0, let first = configuration.addresses.first?.port else { return [moved(to: port)] }
        return (1...20).map { moved(to: min(first + $0, 65_535)) } + [moved(to: 0)]
    }
}
