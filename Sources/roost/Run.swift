import ArgumentParser
import RoostKit
import SystemPackage

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs a command with a private listener, and ends as the command does.",
        usage: "roost run [options] -- <command> ...",
        discussion: """
            The command finds the listener in SMTP_HOST, SMTP_PORT, MAIL_HOST, EMAIL_URL, MAILER_DSN and their like, and \
            the store in ROOST_STORE, so that roost wait and roost get work in it. The store goes when it ends.

              roost run -- npm test
              roost run --assert 'subject:welcome' --keep-on-failure artifacts -- bundle exec rspec
              roost run --env MAIL_SERVER={host}:{port} --count 3 -- ./send-digests
            """)

    @OptionGroup var colour: ColourOption
    @Option(help: ArgumentHelp("The port; a free one unless given.", valueName: "n")) var port = 0
    @Option(help: ArgumentHelp("One more variable, with {host} and {port}; repeatable.", valueName: "name=template"))
    var env: [String] = []
    @Option(help: ArgumentHelp("A message must match, else exit 1.", valueName: "query")) var assert: String?
    @Option(help: ArgumentHelp("Exactly that many messages (that match).", valueName: "n")) var count: Int?
    @Option(help: ArgumentHelp("Leave the .eml files and roost.ndjson there.", valueName: "dir")) var keep: String?
    @Option(help: ArgumentHelp("The same, only when something failed.", valueName: "dir")) var keepOnFailure: String?
    @Argument(parsing: .postTerminator, help: ArgumentHelp("What to run.", valueName: "command"))
    var command: [String] = []

    func run() async throws {
        guard !command.isEmpty else { throw Failure(.usage, "run what? roost run [options] -- COMMAND") }
        guard (0...65_535).contains(port), (count ?? 0) >= 0 else {
            throw Failure(.usage, "--port takes 0 to 65535, --count a number from 0")
        }
        var run = RunCommand(command, environment: Environment.current)
        run.port = port
        run.additions = env
        run.assertion = assert
        run.count = count
        run.keep = keep.map { FilePath($0) }
        run.keepOnFailure = keepOnFailure.map { FilePath($0) }
        throw ExitCode(try await run.run())
    }
}
