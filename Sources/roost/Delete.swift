import ArgumentParser
import MailCore
import MessageCatalog
import MessageStore
import RoostKit

struct Delete: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Deletes messages.")

    @OptionGroup var store: StoreOption
    @Argument(help: "Ids, or words to look for.") var query: [String]

    func run() throws {
        let session = try store.open()
        let ids = try session.summaries(query).map(\.id)
        guard !ids.isEmpty else { throw Failure(.noMatch, "delete: no message matches") }
        try session.append(.delete(ids))
        StandardOutput.line("\(ids.count) deleted")
    }
}
