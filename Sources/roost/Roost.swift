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
        StandardDescriptors.fill()
        // A reader that went away is told of by the write.
        signal(SIGPIPE, SIG_IGN)
        do {
            // Called through a link, as programs that know only sendmail do.
            if FilePath(CommandLine.arguments.first ?? "").lastComponent?.string == "sendmail" {
                return try Sendmail.run(Array(CommandLine.arguments.dropFirst()))
            }
            var command = try Roost.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(code.rawValue)
        } catch let failure as Failure {
            StandardOutput.diagnose(lines: failure.lines)
            exit(failure.code.rawValue)
        } catch {
            let code = Roost.exitCode(for: error)
            guard code == .success else {
                let words = Array(CommandLine.arguments.dropFirst())
                StandardOutput.diagnose(UsageLine.text(Roost.message(for: error), words))
                exit(code == .validationFailure ? Failure.Code.usage.rawValue : code.rawValue)
            }
            StandardOutput.line(Roost.fullMessage(for: error))
        }
    }
}

struct Roost: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roost",
        abstract: "Catches the mail of an app under development and shows it in the terminal.",
        discussion:
            "Without a command: a listener and the screen, with the options of roost serve; without a terminal: as roost serve.",
        version: "0.1.0",
        subcommands: [
            Serve.self, Stop.self, Ready.self, UI.self, List.self, Show.self, Get.self, Tail.self, Now.self, Wait.self,
            Assert.self, ExportCommand.self, ImportCommand.self, Run.self, Sendmail.self, Send.self, Delete.self,
            Restore.self, Clear.self, Purge.self, Verify.self, Mark.self, Sessions.self, Cert.self, Inspect.self,
            Render.self, Doctor.self, Completions.self, ListenAndShow.self,
        ],
        defaultSubcommand: ListenAndShow.self)
}
