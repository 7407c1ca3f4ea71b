import Foundation
import Testing

/// What each command says of itself, for all commands there are.
@Suite struct HelpTests {
    /// What ArgumentParser tells of a program to tools.
    private struct Dump: Decodable {
        struct Command: Decodable {
            var commandName: String
            var subcommands: [Command]?
            var arguments: [Argument]?
        }
        struct Argument: Decodable {
            struct Name: Decodable { var name: String }
            var names: [Name]?
        }
        var command: Command
    }

    private func commands(_ scratch: Scratch) throws -> [Dump.Command] {
        let dump = try Program.run("--experimental-dump-help", at: scratch)
        let commands = try JSONDecoder().decode(Dump.self, from: dump.output).command.subcommands ?? []
        // `help` is ArgumentParser's own; the front is what runs without a name.
        return commands.filter { !["help", "listen-and-show"].contains($0.commandName) }
    }

    @Test func everyCommandShowsHowItIsCalled() throws {
        let scratch = try Scratch()
        let commands = try commands(scratch)
        #expect(commands.count >= 28)
        for command in commands.map(\.commandName) {
            let result = try Program.run(command, "--help", at: scratch)
            #expect(result.code == 0 && result.errors.isEmpty, "\(command): \(result.errors)")
            #expect(result.text.contains("USAGE: roost \(command)"), "\(command)")
            let examples = result.text.split(separator: "\n").filter {
                $0.hasPrefix("  ") && $0.contains(command == "sendmail" ? "sendmail " : "roost \(command)")
            }
            #expect(!examples.isEmpty, "\(command) has no example")
        }
    }

    /// Commands that print nothing that is Roost's to give form to: nothing at all, a screen, a script, what CMD prints.
    private static let mute = ["stop", "ready", "ui", "assert", "run", "completions", "render"]

    @Test func everyCommandTakesTheCommonOptions() throws {
        let scratch = try Scratch()
        for command in try commands(scratch) where command.commandName != "sendmail" {
            let names = Set((command.arguments ?? []).flatMap { $0.names ?? [] }.map(\.name))
            #expect(names.contains("color"), "\(command.commandName)")
            #expect(names.contains("version"), "\(command.commandName)")
            #expect(names.contains("json") != Self.mute.contains(command.commandName), "\(command.commandName)")
        }
    }
}
