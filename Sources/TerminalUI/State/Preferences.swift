/// What a screen keeps from run to run: how things are looked at, never what was looked at.
package struct Preferences: Hashable, Sendable, Codable {
    /// Lines of one history.
    static let historyLength = 200

    var layout = LayoutChoice.auto
    var order = ListOrder.arrival
    var isReversed = false
    var page = PageOptions()
    var showsHints = true
    /// How long a preview must be looked at to be read, in milliseconds; 0 for never.
    var readDelay: Int64 = 1_000
    var exportFolder = "./mail-export"
    var exportFormat = ExportChoice.eml
    /// What was typed into prompts, by what for; the last one last.
    var typed: [String: [String]] = [:]

    package init() {}

    mutating func remember(_ text: String, in history: String) {
        guard !text.isEmpty else { return }
        var lines = typed[history, default: []].filter { $0 != text }
        lines.append(text)
        typed[history] = lines.suffix(Self.historyLength)
    }

    /// Reads what `:set` is given: `name=value`.
    ///
    /// - Returns: What is wrong with it, if anything is.
    mutating func set(_ text: String) -> String? {
        let parts = text.split(separator: "=", maxSplits: 1).map { $0.trimmed }
        guard let option = Self.options.first(where: { $0.name == parts.first }) else {
            return
                "set: unknown option \(parts.first ?? ""); there are \(Self.options.map(\.name).joined(separator: ", "))"
        }
        guard parts.count == 2, option.set(&self, parts[1]) else { return "set: \(option.name) wants \(option.value)" }
        return nil
    }

    private static let options: [(name: String, value: String, set: @Sendable (inout Preferences, String) -> Bool)] = [
        (
            "read-delay", "milliseconds, 0 for never",
            { preferences, text in
                guard let delay = Int64(text), (0...600_000).contains(delay) else { return false }
                preferences.readDelay = delay
                return true
            }
        ),
        (
            "measure", "a number of columns, 0 for all",
            { preferences, text in
                guard let columns = Int(text), columns == 0 || (20...1_000).contains(columns) else { return false }
                preferences.page.measure = columns
                return true
            }
        ),
        (
            "list", "on or off",
            { preferences, text in
                guard ["on", "off"].contains(text) else { return false }
                preferences.page.marksTabs = text == "on"
                return true
            }
        ),
        (
            "hints", "on or off",
            { preferences, text in
                guard ["on", "off"].contains(text) else { return false }
                preferences.showsHints = text == "on"
                return true
            }
        ),
    ]
}

extension StringProtocol {
    /// Without blanks at its ends.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
