import Foundation
import Testing

/// Holds roost(1) against what the program says of itself.
struct ManualTests {
    private struct Command: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable {
                var kind: String
                var name: String
            }

            var names: [Name]?
            var shouldDisplay: Bool
        }

        var commandName: String
        var arguments: [Argument]?
        var subcommands: [Command]?

        /// As they are typed, but for hidden ones.
        var options: Set<String> {
            let names = (arguments ?? []).filter(\.shouldDisplay).flatMap { $0.names ?? [] }
            return Set(names.map { ($0.kind == "long" ? "--" : "-") + $0.name })
        }
    }

    private struct Description: Decodable {
        var command: Command
    }

    private let page: String
    private let commands: [Command]

    init() throws {
        page = try String(contentsOfFile: Repository.path("Resources/roost.1"), encoding: .utf8)
            .replacing("\\-", with: "-")
        let scratch = try Scratch()
        let output = try Program.run("--experimental-dump-help", at: scratch).output
        let roost = try JSONDecoder().decode(Description.self, from: output).command
        // The first is what `roost` without a command does; the help of help needs no words.
        commands = (roost.subcommands ?? []).filter { !["listen-and-show", "help"].contains($0.commandName) }
        try #require(commands.count > 20)
    }

    private func section(_ name: String) throws -> Substring {
        let parts = page.components(separatedBy: "\n.SH ")
        return try #require(parts.first { $0.hasPrefix(name + "\n") }).dropFirst(name.count + 1)
    }

    /// What stands of each command: its entry, by its name.
    private func entries() throws -> [String: String] {
        let entries = try section("COMMANDS").components(separatedBy: ".TP\n").dropFirst()
        return Dictionary(
            entries.map { entry in
                let words = entry.prefix { $0 != "\n" }.split(separator: " ")
                return (String(words.dropFirst().first ?? ""), entry)
            }, uniquingKeysWith: { $0 + $1 })
    }

    /// Words that are options; a dash inside a word or a lone one is none.
    private func options(in text: some StringProtocol) -> Set<String> {
        let words = String(text).split { !($0.isLetter || $0.isNumber || $0 == "-") }
        return Set(words.filter { $0.hasPrefix("-") && $0.contains(where: \.isLetter) }.map(String.init))
    }

    @Test func namesEveryCommandAndNoOther() throws {
        #expect(try entries().keys.sorted() == commands.map(\.commandName).sorted())
    }

    @Test func namesEveryOptionAndNoOther() throws {
        let entries = try entries()
        let common = options(in: try section("OPTIONS"))
        for command in commands {
            let entry = options(in: entries[command.commandName] ?? "")
            let missing = command.options.subtracting(entry).subtracting(common)
            #expect(missing.isEmpty, "\(command.commandName): \(missing)")
            // The options of sendmail are sendmail's: the program does not tell of them.
            guard command.commandName != "sendmail" else { continue }
            let unknown = entry.subtracting(command.options)
            #expect(unknown.isEmpty, "\(command.commandName): \(unknown)")
        }
        let known = commands.reduce(into: Set<String>()) { $0.formUnion($1.options) }
        let unknown = common.subtracting(known)
        #expect(unknown.isEmpty, "OPTIONS: \(unknown)")
    }

    @Test(arguments: ["roost.1", "roost-query.7", "roost-store.5"])
    func saysTheVersion(name: String) throws {
        let version = try Program.run("--version", at: Scratch()).text.trimmingCharacters(in: .whitespacesAndNewlines)
        let text = try String(contentsOfFile: Repository.path("Resources/" + name), encoding: .utf8)
        #expect(text.prefix { $0 != "\n" }.hasSuffix("\"Roost \(version)\""))
    }
}

/// The clone that the tests were built from.
enum Repository {
    static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent(name).path
    }
}
