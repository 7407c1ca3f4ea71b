import ArgumentParser
import MailCore
import MessageStore
import RoostKit

struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Brings deleted messages back.",
        discussion: """
            For 24 hours at least, unless room was needed or roost purge was run.

              roost restore 42 43
              roost restore from:billing
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var query: QueryArgument
    @OptionGroup var output: JSONOption

    func run() throws {
        guard !query.words.isEmpty else { throw Failure(.usage, "restore what? give ids or a QUERY") }
        let session = try store.open()
        let ids = try session.deleted(query.words)
        guard !ids.isEmpty else { throw Failure(.noMatch, "restore: no deleted message matches") }
        try session.append([.undelete(ids)])
        output.tell(ids, "restored")
    }
}
