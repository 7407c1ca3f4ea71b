import ArgumentParser
import RoostKit

struct Stop: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ends the listener of the store.",
        discussion: """
              roost stop --store ~/project/.roost
            """)

    @OptionGroup var store: StoreOption

    func run() throws { try ListenerControl(store: store.directory()).stop() }
}
