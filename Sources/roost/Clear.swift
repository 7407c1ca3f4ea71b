import ArgumentParser
import MailCore
import MessageCatalog
import MessageStore
import RoostKit

struct Clear: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deletes all messages that are not pinned.",
        discussion: """
            With a QUERY: those that match.

              roost clear --yes
              roost clear older:7d
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var query: QueryArgument
    @OptionGroup var output: JSONOption
    @Flag(help: "Do not ask.") var yes = false

    func run() throws {
        let session = try store.open()
        let ids = try session.summaries(query.words).filter { !$0.isPinned }.map(\.id)
        guard yes || StandardOutput.isInteractive else {
            throw Failure(.usage, "clear deletes \(ids.count) messages: say --yes to do it without a terminal")
        }
        if !yes {
            StandardOutput.write(Array("Delete \(ids.count) messages (pinned ones are kept)? y = yes: ".utf8))
            guard readLine() == "y" else { return }
        }
        guard let newest = ids.last else { return output.tell([], "deleted") }
        let isWhole = query.words.isEmpty && Environment.current["ROOST_SCOPE", default: ""].isEmpty
        try session.append([isWhole ? .clear(through: newest) : .delete(ids)])
        output.tell(ids, "deleted")
    }
}
