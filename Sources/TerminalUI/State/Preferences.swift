/// What a screen keeps from run to run: how things are looked at, never what was looked at.
package struct Preferences: Hashable, Sendable, Codable {
    /// Lines of one history.
    static let historyLength = 200

    var layout = LayoutChoice.auto
    var order = ListOrder.arrival
    var isReversed = false
    package internal(set) var page = PageOptions()
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
