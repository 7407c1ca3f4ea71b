import ArgumentParser
import RoostKit

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Listens without a screen; prints a line per message.",
        discussion: """
              roost serve --listen 0 --json
              roost serve --detach
              roost serve --on-message 'echo "$ROOST_MESSAGE" | jq -r .subject'
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var listener: ListenerOptions
    @Flag(help: "A JSON object per message.") var json = false
    @Flag(help: "Print nothing.") var quiet = false
    @Option(help: ArgumentHelp("End after that many messages.", valueName: "n")) var exitAfter: Int?
    @Flag(help: "Return once the ports accept; the listener stays in the background.") var detach = false
    @Option(help: ArgumentHelp("Write a line to this descriptor once the ports accept.", valueName: "n"))
    var readyFd: Int32?
    @Flag(help: "Print the options in force, as a config file says them, and end.") var dumpConfig = false
    @Flag(help: .hidden) var endsWithFronts = false
    @Flag(help: .hidden) var background = false

    func run() async throws {
        if let exitAfter, exitAfter < 1 { throw Failure(.usage, "--exit-after \(exitAfter): give a number from 1") }
        let settings = try listener.settings(store: store)
        // The one who started a listener in the background has told of them, and waits for its word.
        if !background { settings.warn() }
        if dumpConfig { return StandardOutput.lines(settings.lines) }
        var configuration = settings.configuration
        configuration.endsWithFronts = endsWithFronts
        let place = try configuration.makeEphemeralStore(environment: Environment.current)
        defer { place?.remove() }
        if detach {
            try ListenerControl.spawn(configuration, environment: Environment.current)
            if let place { StandardOutput.line("the store is \(place.directory) until the listener ends") }
            return
        }
        let style: ServeCommand.Style = quiet ? .quiet : json ? .json : .lines
        let command = ServeCommand(
            configuration: configuration, environment: Environment.current, style: style, exitAfter: exitAfter,
            readyDescriptor: readyFd, isBackground: background)
        try await command.run()
    }
}
