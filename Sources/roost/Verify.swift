import ArgumentParser
import RoostKit

struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads the whole store, checks every record, says what is damaged and where.",
        discussion: """
            Exit 1 when something is damaged. Only --repair changes a file.

              roost verify
              roost verify --repair --store ~/mail
            """)

    @OptionGroup var store: StoreOption
    @Flag(help: "Move octets that are no record to files beside the log.") var repair = false
    @Flag(help: "A JSON object a line.") var json = false

    func run() throws {
        let verification = try VerifyCommand.run(store.directory(), repairs: repair)
        StandardOutput.lines(json ? verification.objects : verification.lines)
        guard verification.isSound else { throw ExitCode(Failure.Code.noMatch.rawValue) }
    }
}
