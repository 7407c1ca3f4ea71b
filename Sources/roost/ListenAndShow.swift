import ArgumentParser
import RoostKit
import SystemPackage

/// `roost` without a command. A command of its own, since options of the root would be taken for those of the others:
/// `--keep` of a listener is a number, that of `roost run` a folder.
struct ListenAndShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen-and-show", abstract: "A listener and the screen.", shouldDisplay: false)

    @OptionGroup var store: StoreOption
    @OptionGroup var listener: ListenerOptions
    @OptionGroup var screen: ScreenOptions

    func run() async throws {
        let settings = try listener.settings(store: store)
        settings.warn()
        var configuration = settings.configuration
        let place = try configuration.makeEphemeralStore(environment: Environment.current)
        defer { place?.remove() }
        guard StandardOutput.isInteractive, terminalHasScreen else {
            return try await ServeCommand(
                configuration: configuration, environment: Environment.current, style: .lines
            ).run()
        }
        configuration.endsWithFronts = true
        try Front.run(
            .listening(configuration),
            options: screen.options(config: configuration.configFile?.string, color: store.color),
            environment: Environment.current)
    }

    private var terminalHasScreen: Bool {
        let name = Environment.current["TERM", default: ""]
        guard name.isEmpty || name == "dumb" else { return true }
        StandardOutput.diagnose(
            "no screen on a terminal whose TERM is \(name.isEmpty ? "unset" : name); going on as: roost serve")
        return false
    }
}
