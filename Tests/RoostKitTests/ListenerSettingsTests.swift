import Foundation
import SMTPServer
import SystemPackage
import Testing

@testable import RoostKit

/// Flags over environment over config file over defaults.
@Suite struct ListenerSettingsTests {
    private let scratch = Scratch()

    private func settings(
        _ flags: [String: [String]] = [:], _ environment: [String: String] = [:], file: String? = nil
    ) throws -> ListenerSettings {
        var environment = environment
        if let file { environment["ROOST_CONFIG"] = try scratch.write(file) }
        return try ListenerSettings(store: "/s", flags: flags, environment: environment)
    }

    @Test func theNearerPlaceCounts() throws {
        let file = "max-size = 1k\nhostname = file.test\nmax-recipients = 1\n"
        let environment = ["ROOST_MAX_SIZE": "2k", "ROOST_HOSTNAME": "environment.test", "ROOST_AUTH": ""]
        let configuration = try settings(["max-size": ["3k"]], environment, file: file).configuration
        #expect(configuration.messageSize == 3072)
        #expect(configuration.hostname == "environment.test")
        #expect(configuration.recipients == 1)
        #expect(configuration.connections == 2000)
        #expect(configuration.logins == [.any])
    }

    @Test func listsAreFlagsCommasOrLines() throws {
        #expect(try settings(["hide": ["dsn", "size"]]).configuration.hiddenExtensions == ["DSN", "SIZE"])
        #expect(try settings([:], ["ROOST_HIDE": "dsn,size"]).configuration.hiddenExtensions == ["DSN", "SIZE"])
        #expect(try settings(file: "hide = dsn\nhide = size\n").configuration.hiddenExtensions == ["DSN", "SIZE"])
    }

    @Test(
        arguments: [
            (["max-size": ["many"]], [:], "--max-size many: give a size, as in 50M"),
            ([:], ["ROOST_LISTEN": "1025,a:b"], "ROOST_LISTEN=1025,a:b: give HOST:PORT, a host or a port"),
            (["sync": ["often"]], [:], "--sync often: give always, interval or never"),
            (["hostname": [""]], [:], "--hostname : give a host name: letters, digits, dots and hyphens"),
        ] as [([String: [String]], [String: String], String)])
    func aWrongTextIsToldOfWhereItStands(flags: [String: [String]], environment: [String: String], line: String) {
        let failure = #expect(throws: Failure.self) { try settings(flags, environment) }
        #expect(failure?.description == line)
        #expect(failure?.code == .usage)
    }

    @Test func theConfigFileIsToldOfByLine() throws {
        let failure = #expect(throws: Failure.self) { try settings(file: "\n# comment\n idle-timeout=soon \n") }
        #expect(failure?.description.hasSuffix("/config:3: idle-timeout: give a duration, as in 30s or 5m") == true)
        let warnings = try settings(
            file: "Hostname = a.test\r\nwhat\r\ncolour = red\r\nui.keys = vi\r\ntag.x = to:ann\r\nconfig = b\r\n"
        ).warnings
        #expect(
            warnings.map { $0.split(separator: "/").last ?? "" } == [
                "config:2: no key = value", "config:3: unknown key colour; see: roost serve --dump-config",
                "config:6: unknown key config; see: roost serve --dump-config",
            ])
    }

    @Test func aNamedConfigFileMustBeThere() {
        #expect(throws: Failure.self) { try settings(["config": ["/nowhere/config"]]) }
        #expect(throws: Never.self) { try settings([:], ["XDG_CONFIG_HOME": "/nowhere"]) }
    }

    @Test func whatIsInForceIsAConfigFile() throws {
        let flags = [
            "listen": ["127.0.0.1:2525", "::1"], "max-size": ["2M"], "auth": ["ann:secret", "bob:x:y"],
            "hide": ["DSN"], "submission": ["off"], "tls": ["on"], "require-tls": ["on"], "tls-cert": ["/c"],
            "auth-mechanisms": ["XOAUTH2,PLAIN"], "reject": ["rcpt:*=550 no"], "bind": ["::1"],
            "idle-timeout": ["30s"],
        ]
        let given = try settings(flags)
        let read = try settings(file: given.lines.joined(separator: "\n"))
        #expect(read.lines == given.lines)
        #expect(read.warnings.isEmpty)
        #expect(read.lines.prefix(3) == ["listen = 127.0.0.1:2525", "listen = [::1]:1025", "submission = off"])
    }

    @Test func tlsPortsStandBesideTheUsualPortOnly() throws {
        func schemes(_ flags: [String: [String]]) throws -> [String] {
            try settings(flags).configuration.listeners().map { "\($0.scheme) \($0.listener.port)" }
        }
        #expect(try schemes([:]) == ["smtp 1025", "submission 1587", "smtps 1465"])
        #expect(try schemes(["listen": ["2525"]]) == ["smtp 2525"])
        #expect(try schemes(["listen": ["2525"], "smtps": ["0"]]) == ["smtp 2525", "smtps 0"])
        #expect(try schemes(["submission": ["off"], "smtps": ["[::1]:2465"]]) == ["smtp 1025", "smtps 2465"])
        let bound = try settings(["bind": ["192.0.2.1"]]).configuration.listeners()
        #expect(Set(bound.flatMap { $0.listener.hosts.map(\.name) }) == ["192.0.2.1"])
    }

    @Test(arguments: [
        ("auth", "nobody"), ("auth", ":x"), ("auth-mechanisms", "PLAIN,NTLM"), ("auth-mechanisms", ""),
        ("reject", "rcpt:x=250 ok"), ("tls", "maybe"), ("smtps", "a:b:c:99999"), ("bind", ""),
    ])
    func whatIsNoneOfTheListenersWordsIsToldWithWhatIsExpected(name: String, text: String) {
        #expect(throws: Failure.self) { try settings([name: [text]]) }
    }

    @Test func noNameStandsTwice() {
        let names = ListenerSetting.all.map(\.name)
        #expect(Set(names).count == names.count)
    }
}

/// A folder of one test, removed with it.
final class Scratch: Sendable {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "roostkit-\(UInt64.random(in: 0 ... .max))")

    init() { try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Writes the file `config`; its path.
    func write(_ text: String) throws -> String {
        let file = folder.appendingPathComponent("config")
        try Data(text.utf8).write(to: file)
        return file.path
    }
}
