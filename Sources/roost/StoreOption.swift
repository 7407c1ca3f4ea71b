import ArgumentParser
import MessageCatalog
import RoostKit
import SystemPackage

struct StoreOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The store (ROOST_STORE; else a .roost folder upward, else the data folder).", valueName: "dir"))
    var store: String?
    @OptionGroup var colour: ColourOption

    var color: Colour { colour.color }

    /// Where the store is.
    func directory() throws(Failure) -> FilePath {
        try StoreLocation.resolve(
            option: store, environment: Environment.current, workingDirectory: .workingDirectory)
    }

    /// The store that is there, read.
    func open(_ depth: StoreSession.Depth = .messages) throws(Failure) -> StoreSession {
        try StoreSession(
            directory(), scope: Environment.current["ROOST_SCOPE"], tagRules: TagRule.all(Environment.current),
            depth: depth)
    }

    /// The same; `nil` when nothing was stored yet.
    func openIfPresent(_ depth: StoreSession.Depth = .messages) throws(Failure) -> StoreSession? {
        do throws(Failure) {
            return try open(depth)
        } catch {
            if error.isMissingStore { return nil }
            throw error
        }
    }
}

struct ColourOption: ParsableArguments {
    @Option(help: "Colours: auto (as NO_COLOR and the terminal say), always, never.")
    var color: Colour = .auto
}

enum Colour: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never

    /// Whether what goes to stdout is coloured.
    var isOn: Bool {
        switch self {
        case .auto: StandardOutput.isTerminal && Environment.current["NO_COLOR", default: ""].isEmpty
        case .always: true
        case .never: false
        }
    }
}
