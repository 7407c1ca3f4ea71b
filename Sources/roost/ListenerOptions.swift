import ArgumentParser
import MessageCatalog
import RoostKit

struct ListenerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where to listen, repeatable: HOST:PORT, a host or a port (1025; 0: a free one).", valueName: "host:port"))
    var listen: [String] = []

    @Option(help: ArgumentHelp("The largest message taken (50M).", valueName: "size"))
    var maxSize: String?

    @Option(help: ArgumentHelp("Recipients of one message (10000).", valueName: "n"))
    var maxRecipients: String?

    @Option(help: ArgumentHelp("Connections at once (2000).", valueName: "n"))
    var maxConnections: String?

    @Option(help: ArgumentHelp("Silence before a session is closed (5m).", valueName: "duration"))
    var idleTimeout: String?

    @Option(help: ArgumentHelp("Logins: any (every one is good) or off.", valueName: "any|off"))
    var auth: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Do not announce an extension, as in CHUNKING; repeatable.", valueName: "ext"))
    var hide: [String] = []

    @Option(help: ArgumentHelp("The name in the greeting.", valueName: "name"))
    var hostname: String?

    @Option(help: ArgumentHelp("When 250 is said: always (on disk), interval, never.", valueName: "policy"))
    var sync: String?

    /// Flags stand over the environment, that over the defaults.
    func configuration(store: StoreOption) throws(Failure) -> ListenerConfiguration {
        let environment = Environment.current
        var configuration = ListenerConfiguration(store: try store.directory())
        let places = listen.isEmpty ? environment["ROOST_LISTEN"]?.split(separator: ",").map(String.init) ?? [] : listen
        if !places.isEmpty {
            configuration.addresses = []
            for place in places {
                guard let address = ListenAddress(parsing: place) else {
                    throw Failure(.usage, "--listen \(place): no address; give HOST:PORT, a host or a port")
                }
                configuration.addresses.append(address)
            }
        }
        if let text = maxSize ?? environment["ROOST_MAX_SIZE"] {
            guard let octets = Quantity.octets(text), octets > 0 else {
                throw Failure(.usage, "--max-size \(text): no size; give a number with k, M or G, as in 50M")
            }
            configuration.messageSize = octets
        }
        configuration.recipients =
            try count("--max-recipients", maxRecipients ?? environment["ROOST_MAX_RECIPIENTS"])
            ?? configuration.recipients
        configuration.connections =
            try count("--max-connections", maxConnections ?? environment["ROOST_MAX_CONNECTIONS"])
            ?? configuration.connections
        if let text = idleTimeout ?? environment["ROOST_IDLE_TIMEOUT"] {
            guard let milliseconds = Quantity.milliseconds(text), milliseconds > 0 else {
                throw Failure(.usage, "--idle-timeout \(text): no duration; give one as in 30s or 5m")
            }
            configuration.idleTimeout = milliseconds
        }
        if let text = auth ?? environment["ROOST_AUTH"] {
            guard ["any", "off"].contains(text) else { throw Failure(.usage, "--auth \(text): give any or off") }
            configuration.isAuthOffered = text == "any"
        }
        let hidden = hide.isEmpty ? environment["ROOST_HIDE"]?.split(separator: ",").map(String.init) ?? [] : hide
        configuration.hiddenExtensions = hidden.map { $0.uppercased() }
        if let name = hostname ?? environment["ROOST_HOSTNAME"] {
            guard !name.isEmpty, name.utf8.count <= 255, name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw Failure(.usage, "--hostname: no host name; give letters, digits, dots and hyphens")
            }
            configuration.hostname = name
        }
        if let text = sync ?? environment["ROOST_SYNC"] {
            guard let policy = ListenerConfiguration.syncPolicy(text) else {
                throw Failure(.usage, "--sync \(text): give always, interval or never")
            }
            configuration.sync = policy
        }
        return configuration
    }

    private func count(_ option: String, _ text: String?) throws(Failure) -> Int? {
        guard let text else { return nil }
        guard let count = Int(text), count > 0 else {
            throw Failure(.usage, "\(option) \(text): give a number from 1")
        }
        return count
    }
}
