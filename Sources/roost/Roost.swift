import ArgumentParser
import RoostKit
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The program: one file per command. A bad flag is one line and exit 2, a failure one line and its own code.
@main
struct Program {
    static func main() async {
        do {
            // Called through a link, as programs that know only sendmail do.
            if FilePath(CommandLine.arguments.first ?? "").lastComponent?.string == "sendmail" {
                return try Sendmail.run(Array(CommandLine.arguments.dropFirst()))
            }
            // Where --keep names a folder, while the program's own --keep is a number.
            let arguments = Array(CommandLine.arguments.dropFirst())
            let isRun = arguments.first == Run._commandName
            var command = isRun ? try Run.parseAsRoot(Array(arguments.dropFirst())) : try Roost.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(code.rawValue)
        } catch let failure as Failure {
            StandardOutput.diagnose(failure.description)
            exit(failure.code.rawValue)
        } catch {
            let code = Roost.exitCode(for: error)
            guard code == .success else {
                StandardOutput.diagnose("\(Roost.message(for: error)); see: roost --help")
                exit(code == .validationFailure ? Failure.Code.usage.rawValue : code.rawValue)
            }
            StandardOutput.line(Roost.fullMessage(for: error))
        }
    }
}

struct Roost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roost",
        abstract: "Catches the mail of an app under development and shows it in the terminal.",
        discussion: "Without a command: a listener and the screen; without a terminal: as roost serve.",
        version: "0.1.0",
        subcommands: [
            Serve.self, Stop.self, Ready.self, UI.self, List.self, Show.self, Get.self, Tail.self, Now.self, Wait.self,
            Assert.self, ExportCommand.self, ImportCommand.self, Run.self, Sendmail.self, Send.self, Delete.self,
            Restore.self, Clear.self, Purge.self, Verify.self, Mark.self, Sessions.self, Cert.self, Inspect.self,
            Render.self, Doctor.self, Completions.self,
        ])

    @OptionGroup var store: StoreOption
    @OptionGroup var listener: ListenerOptions

    func run() async throws {
        let settings = try listener.settings(store: store)
        settings.warn()
        var configuration = settings.configuration
        let place = try configuration.makeEphemeralStore(environment: Environment.current)
        defer { place?.remove() }
        guard StandardOutput.isInteractive, terminalHasScreen else {
            return try await ServeCommand(
                configuration: configuration, environment: Environment.current, style: .lines
            ).run()
        }
        configuration.endsWithFronts = true
        try Front.run(.listening(configuration), environment: Environment.current)
    }

    private var terminalHasScreen: Bool {
        let name = Environment.current["TERM", default: ""]
        guard name.isEmpty || name == "dumb" else { return true }
        StandardOutput.diagnose(
            "no screen on a terminal whose TERM is \(name.isEmpty ? "unset" : name); going on as: roost serve")
        return false
    }
}
