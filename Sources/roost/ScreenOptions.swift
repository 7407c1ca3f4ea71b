import ArgumentParser
import RoostKit
import SystemPackage

struct ScreenOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Actions for the screen to run, a line each.", valueName: "file", visibility: .hidden))
    var script: String?

    @Option(
        help: ArgumentHelp("A descriptor that gets a line after each drawing.", valueName: "fd", visibility: .hidden))
    var frameLog: Int32?

    /// With what the config file says under `ui.`.
    func options(config: String?, color: Colour) throws(Failure) -> FrontOptions {
        var options = FrontOptions()
        options.settings =
            try ConfigFile.read(option: config, environment: Environment.current)?.values(under: "ui.") ?? [:]
        options.usesColour = color == .auto ? nil : color == .always
        options.script = script.map { FilePath.workingDirectory.pushing(FilePath($0)) }
        options.frameLog = frameLog
        return options
    }
}
