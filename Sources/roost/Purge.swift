import ArgumentParser
import MailCore
import MessageCatalog
import MessageStore
import RoostKit

struct Purge: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Gives the room of deleted messages back now; they cannot be restored after that.",
        discussion: """
            With ids or a QUERY: deletes those messages, and gives back the room of these alone.

              roost purge
              roost purge older:7d
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var query: QueryArgument
    @OptionGroup var output: JSONOption

    func run() throws {
        let session = try store.open()
        var ids: [MessageID]?
        if !query.words.isEmpty {
            let found = try session.summaries(query.words).map(\.id)
            guard !found.isEmpty else { throw Failure(.noMatch, "purge: no message matches") }
            try session.append([.delete(found)])
            ids = found
        }
        let result = try session.purge(ids)
        let object: JSONMembers = ["purged": result.messages, "octets": result.octets]
        output.tell(object, "\(result.messages) gone for good, \(result.octets) octets given back")
    }
}
