import MailCore
import MessageStore
import SMTPProtocol
import SystemPackage

extension ListenerSetting {
    /// Every option of the listener, in the order of the help.
    package static let all: [ListenerSetting] = [
        .list(
            "listen", "host:port", "Where to listen, repeatable: HOST:PORT, a host or a port (1025; 0: a free one).",
            expected: "HOST:PORT, a host or a port", \.addresses, read: { ListenAddress(parsing: $0) },
            write: \.description),
        .value(
            "submission", "host:port", "Where STARTTLS is offered (1587, beside the usual 1025), or off.",
            expected: "HOST:PORT, a host, a port or off", \.submission, read: { tlsPort($0, standardPort: 1587) },
            write: tlsPort),
        .value(
            "smtps", "host:port", "Where TLS comes first (1465, beside the usual 1025), or off.",
            expected: "HOST:PORT, a host, a port or off", \.smtps, read: { tlsPort($0, standardPort: 1465) },
            write: tlsPort),
        .value(
            "bind", "address", "The host of all of these that name none (127.0.0.1 and ::1).",
            expected: "a host name or an address", \.bind, read: host, write: { $0 }),
        .flag(
            "docker", "Listen on loopback and on the container bridges of this machine, nowhere else.",
            \.servesContainers),
        .value(
            "tls", "on|off", "Announce STARTTLS on the plain port (off).", expected: "on or off", \.announcesTLS,
            read: { ["on": true, "off": false][$0] }, write: { $0 ? "on" : "off" }),
        .value(
            "tls-cert", "file", "The certificate, PEM (one that Roost makes; see: roost cert).", expected: "a file",
            \.certificate, read: file, write: { $0?.string }),
        .value(
            "tls-key", "file", "Its key, PEM.", expected: "a file", \.key, read: file, write: { $0?.string }),
        .flag("require-tls", "Answer mail without TLS with 530; announces STARTTLS.", \.requiresTLS),
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
        .list(
            "auth", "logins", "Logins: any (every one is good), off, or USER:PASSWORD, repeatable.",
            expected: "any, off or USER:PASSWORD", \.logins, read: login, write: login),
        .value(
            "auth-mechanisms", "list", "What is announced of PLAIN, LOGIN, CRAM-MD5, XOAUTH2 (PLAIN,LOGIN).",
            expected: "some of PLAIN, LOGIN, CRAM-MD5, XOAUTH2, divided by commas", \.mechanisms, read: mechanisms,
            write: { $0.map(\.rawValue).joined(separator: ",") }),
        .list(
            "reject", "rule", "Refuse what a rule names: 'rcpt:*@bounce.test=550 5.1.1 no such user'; repeatable.",
            expected:
                "STAGE[:GLOB]=REPLY [xN], STAGE one of connect, mail, rcpt, data, auth, REPLY a 4xx or 5xx, drop or "
                + "delay 3s",
            \.rules, read: { try? RejectRule(parsing: $0) }, write: \.text),
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
            "on-message", "command", "A shell command per message: content on stdin, object in ROOST_MESSAGE.",
            expected: "a command", \.onMessage, read: { $0.isEmpty ? nil : $0 }, write: { $0 }),
        .value(
            "log-file", "file", "Where diagnostics go (stderr; in the background $XDG_STATE_HOME/roost/roost.log).",
            expected: "a file", \.logFile, read: file, write: { $0?.string }),
        .value(
            "keep", "n", "Messages that the store keeps from now on, 0: all (10000).", expected: "a number from 0",
            \.keptMessages, read: { text in Int(text).flatMap { $0 >= 0 ? $0 : nil } }, write: { $0.map { String($0) } }
        ),
        .value(
            "keep-bytes", "size", "Their size together, 0: any (1G).", expected: "a size, as in 500M, or 0",
            \.keptOctets, read: { Quantity.octets($0) }, write: { $0.map { String($0) } }),
        .value(
            "keep-age", "duration", "How long they are kept, 0: for ever (30d).",
            expected: "a duration, as in 7d, or 0",
            \.keptSeconds, read: { $0 == "0" ? 0 : Quantity.milliseconds($0).map { $0 / 1_000 } },
            write: { $0.map { "\($0)s" } }),
        .flag("ephemeral", "Use a store in memory that is removed at the end.", \.isEphemeral),
        .value(
            "config", "file", "The config file ($XDG_CONFIG_HOME/roost/config).", expected: "a file", \.configFile,
            read: file, write: { $0?.string }),
    ]

    private static func count(_ text: String) -> Int? { Int(text).flatMap { $0 > 0 ? $0 : nil } }

    /// The outer `nil` is for what names no file.
    private static func file(_ text: String) -> FilePath?? {
        guard !text.isEmpty else { return .none }
        return .some(FilePath.workingDirectory.pushing(FilePath(text)))
    }

    /// The outer `nil` is for what names no host.
    private static func host(_ text: String) -> String?? {
        guard !text.isEmpty else { return .none }
        return .some(text)
    }

    private static func tlsPort(_ text: String, standardPort: Int) -> ListenerConfiguration.TLSPort? {
        text == "off" ? .off : ListenAddress(parsing: text, port: standardPort).map { .at($0) }
    }

    private static func tlsPort(_ port: ListenerConfiguration.TLSPort) -> String? {
        switch port {
        case .standard: nil
        case .off: "off"
        case .at(let address): address.description
        }
    }

    private static func login(_ text: String) -> ListenerConfiguration.Login? {
        switch text {
        case "any": return .any
        case "off": return .off
        default:
            guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return nil }
            return .credentials(user: String(text[..<colon]), password: String(text[text.index(after: colon)...]))
        }
    }

    private static func login(_ login: ListenerConfiguration.Login) -> String {
        switch login {
        case .any: "any"
        case .off: "off"
        case .credentials(let user, let password): user + ":" + password
        }
    }

    private static func mechanisms(_ text: String) -> [SASLMechanism]? {
        let names = text.uppercased().split { $0 == "," || $0 == " " }
        let mechanisms = names.compactMap { SASLMechanism(rawValue: String($0)) }
        return mechanisms.isEmpty || mechanisms.count < names.count ? nil : mechanisms
    }

    private static func hostname(_ text: String) -> String? {
        let isName = !text.isEmpty && text.utf8.count <= 255 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return isName ? text : nil
    }
}
