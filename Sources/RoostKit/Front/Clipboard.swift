import FoundationEssentials

#if canImport(Glibc)
import Glibc
#endif

/// The ways onto a clipboard: tmux's, a tool of the desktop, else the terminal's own by OSC 52.
struct Clipboard: Sendable {
    enum Outcome: Sendable {
        /// By which way, in words.
        case done(String)
        /// To be sent by the terminal.
        case send(base64: String)
        case failed(String)
    }

    /// Of OSC 52, encoded: more than some terminals take is refused by all, never cut.
    private static let longest = 74_994

    let environment: [String: String]
    /// `auto`, `tmux`, `tools`, `osc52` or `off`.
    let choice: String

    /// Not to be called on the thread of a screen.
    func take(_ bytes: [UInt8]) -> Outcome {
        if choice == "off" { return .failed("copying is off: ui.clipboard = off") }
        for tool in tools {
            guard let program = Programs.find(tool[0], environment) else { continue }
            let result = Programs.run(
                program, Array(tool.dropFirst()), environment: environment, input: bytes, milliseconds: 2_000)
            if result?.status == 0 { return .done("with \(tool[0])") }
        }
        guard choice == "auto" || choice == "osc52" else { return .failed("no clipboard tool took it") }
        let encoded = Data(bytes).base64EncodedString()
        guard encoded.utf8.count <= Self.longest else {
            return .failed("\(bytes.count) bytes are more than a terminal's clipboard takes; y f copies a path instead")
        }
        return .send(base64: encoded)
    }

    private func isSet(_ name: String) -> Bool { !environment[name, default: ""].isEmpty }

    private var tools: [[String]] {
        var tools: [[String]] = []
        if choice != "osc52", choice != "tools", isSet("TMUX") { tools.append(["tmux", "load-buffer", "-w", "-"]) }
        guard choice == "auto" || choice == "tools" else { return tools }
        if isSet("WAYLAND_DISPLAY") { tools.append(["wl-copy"]) }
        if isSet("DISPLAY"), !isSet("SSH_CONNECTION") {
            tools += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
        }
        return tools
    }
}
