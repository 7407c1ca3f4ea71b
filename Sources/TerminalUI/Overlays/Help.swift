import Terminal
import TerminalText

/// The keys of one screen, from the table of actions.
struct Help: Sendable {
    let context: Context
    var top = 0

    /// As label, keys and help of each action.
    var lines: [(name: String, keys: String, text: String)] {
        Action.all.filter { $0.contexts.contains(context) }.map { action in
            (action.name, action.keys.map(\.label).joined(separator: " "), action.help)
        }
    }
}

extension Model {
    mutating func scrollHelp(by lines: Int) {
        guard case .help(var help) = overlay else { return }
        let last = max(help.lines.count - HelpView.bodyRows(size: size), 0)
        help.top = min(max(help.top + lines, 0), last)
        overlay = .help(help)
    }
}
