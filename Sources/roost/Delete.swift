import ArgumentParser
import MailCore
import MessageCatalog
import MessageStore
import RoostKit

struct Delete: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deletes messages.",
        discussion: """
              roost delete 42 50..60
              roost delete from:monitoring older:1d
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var query: QueryArgument
    @OptionGroup var output: JSONOption

    func run() throws {
        guard !query.words.isEmpty else { throw Failure(.usage, "delete what? give ids or a QUERY; all: roost clear") }
        let session = try store.open()
        let ids = try session.summaries(query.words).map(\.id)
        guard !ids.isEmpty else { throw Failure(.noMatch, "delete: no message matches") }
        try session.append([.delete(ids)])
        output.tell(ids, "deleted")
    }
}
