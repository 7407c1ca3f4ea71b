package import SystemPackage
import TerminalUI

/// What a screen is told beside its store: by options of the command line and by the `ui.` keys of the config file.
package struct FrontOptions: Sendable {
    /// Gets a line after each drawing.
    package var frameLog: CInt?
    /// Actions to run, a line each.
    package var script: FilePath?
    /// `--color`: `nil` leaves it to NO_COLOR and the terminal.
    package var usesColour: Bool?
    /// Values of the config file, by what stands behind `ui.`.
    package var settings: [String: String] = [:]

    package init() {}

    /// `auto`, `tmux`, `tools`, `osc52` or `off`.
    var clipboard: String { settings["clipboard"] ?? "auto" }
    var browser: String? { settings["browser"] }
    var loadsRemoteContent: Bool { settings["browser-remote"] == "on" }
    var isASCII: Bool { settings["ascii"] == "on" }
    /// Whether the cursor is seen at all times.
    var showsCursor: Bool { settings["cursor"] == "visible" }
    /// What arrives with a bell.
    var bell: Bell { settings["bell"].flatMap(Bell.init(rawValue:)) ?? .off }
    /// `--color` before `ui.color` before NO_COLOR and the terminal, which are `nil`.
    var wantsColour: Bool? { usesColour ?? ["always": true, "never": false][settings["color"] ?? ""] }

    /// The command that turns a part of that type into text on its standard output.
    func viewer(for contentType: String) -> String? { settings["view.\(contentType)"] }
}
