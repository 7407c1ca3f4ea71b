import ArgumentParser
import MailCore
import MessageCatalog
import RoostKit

struct Now: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints the newest id: a point for --after.",
        discussion: """
            0 for an empty store.

              n=$(roost now); run-the-app; roost wait --after $n subject:welcome
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var output: JSONOption

    func run() throws {
        let newest = try store.openIfPresent(.log)?.state.snapshot.messages.last?.id
        let id = newest ?? MessageID(0)
        output.tell(["id": id.rawValue], id.description)
    }
}
