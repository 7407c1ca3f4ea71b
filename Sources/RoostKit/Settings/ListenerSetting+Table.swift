import MessageCatalog
import MessageStore
import SystemPackage

extension ListenerSetting {
    /// Every option of the listener, in the order of the help.
    package static let all: [ListenerSetting] = [
        .list(
            "listen", "host:port", "Where to listen, repeatable: HOST:PORT, a host or a port (1025; 0: a free one).",
            expected: "HOST:PORT, a host or a port", \.addresses, read: { ListenAddress(parsing: $0) },
            write: \.description),
        .value(
            "max-size", "size", "The largest message taken (50M).", expected: "a size, as in 50M", \.messageSize,
            read: { text in Quantity.octets(text).flatMap { $0 > 0 ? $0 : nil } }, write: { String($0) }),
        .value(
            "max-recipients", "n", "Recipients of one message (10000).", expected: "a number from 1", \.recipients,
            read: count, write: { String($0) }),
        .value(
            "max-connections", "n", "Connections at once (2000).", expected: "a number from 1", \.connections,
            read: count, write: { String($0) }),
        .value(
            "idle-timeout", "duration", "Silence before a session is closed (5m).",
            expected: "a duration, as in 30s or 5m", \.idleTimeout,
            read: { text in Quantity.milliseconds(text).flatMap { $0 > 0 ? $0 : nil } }, write: { "\($0)ms" }),
        .value(
            "auth", "any|off", "Logins: any (every one is good) or off.", expected: "any or off", \.isAuthOffered,
            read: { ["any": true, "off": false][$0] }, write: { $0 ? "any" : "off" }),
        .list(
            "hide", "ext", "Do not announce an extension, as in CHUNKING; repeatable.",
            expected: "the name of an extension", \.hiddenExtensions,
            read: { $0.isEmpty ? nil : $0.uppercased() }, write: { $0 }),
        .value(
            "hostname", "name", "The name in the greeting.",
            expected: "a host name: letters, digits, dots and hyphens", \.hostname, read: hostname, write: { $0 }),
        .value(
            "sync", "policy", "When 250 is said: always (on disk), interval, never.",
            expected: "always, interval or never", \.sync, read: { SyncPolicy(rawValue: $0) }, write: { $0.rawValue }),
        .value(
            "config", "file", "The config file ($XDG_CONFIG_HOME/roost/config).", expected: "a file", \.configFile,
            read: { $0.isEmpty ? nil : FilePath($0) }, write: { $0?.string }),
    ]

    private static func count(_ text: String) -> Int? { Int(text).flatMap { $0 > 0 ? $0 : nil } }

    private static func hostname(_ text: String) -> String? {
        let isName = !text.isEmpty && text.utf8.count <= 255 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return isName ? text : nil
    }
}
