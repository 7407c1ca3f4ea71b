import ArgumentParser
import RoostKit

struct Sendmail: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takes a message on stdin, as /usr/sbin/sendmail does.",
        usage:
            "roost sendmail [-t] [-i] [-f ADDRESS] [-F NAME] [-bs] [-v] [-S HOST:PORT] [--store DIR] [RECIPIENT ...]",
        discussion: """
            The message goes into the store, whether a listener runs or not. With -S (or ROOST_SMTP) it goes to a Roost \
            on a loopback or private address instead. -t reads the recipients from To, Cc and Bcc, -bs speaks SMTP on \
            stdin and stdout; other options of sendmail are ignored. Called through a link named sendmail it is the same.

              php -d sendmail_path='roost sendmail -t -i' script.php
              ln -s "$(command -v roost)" ~/bin/sendmail
            """)

    @Argument(parsing: .captureForPassthrough, help: .hidden) var words: [String] = []

    func run() throws {
        try Self.run(words)
    }

    /// As `sendmail` with these words; ends with a code of sysexits.
    static func run(_ words: [String]) throws {
        let arguments: SendmailArguments
        do throws(Failure) {
            arguments = try SendmailArguments(words)
        } catch {
            StandardOutput.diagnose("sendmail: \(error)")
            throw ExitCode(SendmailCommand.Code.usage.rawValue)
        }
        guard !arguments.wantsHelp else { return StandardOutput.line(Roost.helpMessage(for: Sendmail.self)) }
        throw ExitCode(SendmailCommand(arguments, environment: Environment.current).run().rawValue)
    }
}
