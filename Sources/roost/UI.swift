import ArgumentParser
import RoostKit
import SystemPackage

struct UI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ui", abstract: "The screen on a store, without a listener.",
        discussion: """
            FILE is one that roost export --format roost wrote.

              roost ui --store ~/project/.roost
              roost ui for-you.roost
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var screen: ScreenOptions
    @Argument(help: ArgumentHelp("Instead of the store.", valueName: "file.roost")) var file: String?

    func run() throws {
        guard StandardOutput.isInteractive else {
            throw Failure(.usage, "ui needs a terminal; without one use: roost list, roost tail")
        }
        let (options, environment) = (try screen.options(config: nil, color: store.color), Environment.current)
        guard let file else {
            return try Front.run(.looking(store.directory()), options: options, environment: environment)
        }
        let place = try TemporaryStore(environment: Environment.current)
        defer { place.remove() }
        try place.take(FilePath(file))
        try Front.run(.looking(place.directory), options: options, environment: environment)
    }
}
