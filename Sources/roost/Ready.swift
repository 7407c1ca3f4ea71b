import ArgumentParser
import MailCore
import MessageCatalog
import RoostKit

struct Ready: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Exit 0 once the ports of the store's listener accept.",
        discussion: """
              roost serve & roost ready --timeout 5s && run-the-app
            """)

    @OptionGroup var store: StoreOption
    @Option(help: ArgumentHelp("How long to wait.", valueName: "duration")) var timeout = "10s"

    func run() throws {
        guard let milliseconds = Quantity.milliseconds(timeout) else {
            throw Failure(.usage, "--timeout \(timeout): no duration; give one as 500ms, 10s or 5m")
        }
        guard try ListenerControl(store: store.directory()).waitUntilReady(milliseconds: milliseconds) else {
            throw Failure(.noMatch, "no listener accepts after \(timeout); start one with: roost serve")
        }
    }
}
