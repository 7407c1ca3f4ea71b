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

    func run() throws {
        let newest = try store.openIfPresent(.log)?.state.snapshot.messages.last?.id
        StandardOutput.line(newest?.description ?? "0")
    }
}
