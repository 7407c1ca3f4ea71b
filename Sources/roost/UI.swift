import ArgumentParser
import RoostKit

struct UI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ui", abstract: "The screen on a store, without a listener.")

    @OptionGroup var store: StoreOption

    func run() throws {
        guard StandardOutput.isInteractive else {
            throw Failure(.usage, "ui needs a terminal; without one use: roost list, roost tail")
        }
        try Front.run(.looking(store.directory()), environment: Environment.current)
    }
}
