import Terminal
import TerminalText

/// Actions to be found by typing: help, page by page with their keys, or the palette, by name.
struct Finder: Sendable {
    struct Entry: Sendable {
        let name: String
        let keys: String
        let text: String
        /// What follows the name; `nil` for nothing.
        var argument: String?
    }

    /// What help has pages for, beside those of actions.
    static let pages: [Context] = [.list, .message, .activity, .compare, .prompt, .empty, .help]

    let isPalette: Bool
    /// The screen below.
    let context: Context
    /// The page of help.
    var page: Context
    /// Whether the page of the query language is shown.
    var showsQuery = false
    var editor = LineEditor()
    var selected = 0
    let keymap: Keymap

    init(palette: Bool, context: Context, keymap: Keymap) {
        (isPalette, self.context, page, self.keymap) = (palette, context, context, keymap)
    }

    var entries: [Entry] {
        let typed = editor.text.lowercased()
        if showsQuery {
            return QueryHelp.entries.filter {
                typed.isEmpty || $0.name.contains(typed) || $0.text.lowercased().contains(typed)
            }
        }
        let all = Action.all.filter { $0.contexts.contains(page) && (!isPalette || $0.isCommand) }.map { action in
            Entry(
                name: action.name, keys: keymap.keys(of: action, in: page).map(\.label).joined(separator: " "),
                text: action.help, argument: action.argument)
        }
        guard !typed.isEmpty else { return all }
        if isPalette {
            let name = typed.prefix { $0 != " " }
            // Names that begin so come first, then those that hold the letters in order.
            return all.filter { $0.name.hasPrefix(name) }
                + all.filter { !$0.name.hasPrefix(name) && $0.name.holds(name) }
        }
        return all.filter { entry in
            "\(entry.name) \(entry.keys) \(entry.text)".lowercased().contains(typed)
        }
    }

    mutating func edit(_ key: Key) {
        let before = editor.text
        editor.edit(key)
        if editor.text != before { selected = 0 }
    }

    mutating func move(by difference: Int) {
        selected = min(max(selected + difference, 0), max(entries.count - 1, 0))
    }

    mutating func turnPage(by difference: Int) {
        guard !isPalette else { return }
        let count = Self.pages.count + 1
        let index = showsQuery ? count - 1 : Self.pages.firstIndex(of: page) ?? 0
        let next = (index + difference + count) % count
        showsQuery = next == count - 1
        if !showsQuery { page = Self.pages[next] }
        selected = 0
    }
}

extension String {
    /// Whether the letters stand in here, in order, with anything between.
    fileprivate func holds(_ letters: some StringProtocol) -> Bool {
        var rest = self[...]
        for letter in letters {
            guard let index = rest.firstIndex(of: letter) else { return false }
            rest = rest[rest.index(after: index)...]
        }
        return true
    }
}

extension Model {
    mutating func find(_ change: (inout Finder) -> Void) {
        guard case .finder(var finder) = overlay else { return }
        change(&finder)
        overlay = .finder(finder)
    }

    /// Enter: runs what is highlighted, with what is typed behind its name.
    mutating func runFound() -> [Effect] {
        guard case .finder(let finder) = overlay else { return [] }
        let entries = finder.entries
        let words = finder.editor.text.split(separator: " ", maxSplits: 1)
        let isNamed = finder.isPalette && words.first.map { entries.map(\.name).contains(String($0)) } == true
        guard let name = isNamed ? words.first.map(String.init) : entries.dropFirst(finder.selected).first?.name else {
            if finder.isPalette { show(.warning, "no command \(finder.editor.text)") }
            return []
        }
        overlay = nil
        let argument = finder.isPalette && words.count > 1 ? words[1].trimmed : ""
        if finder.isPalette { preferences.remember(finder.editor.text, in: "command") }
        return run(name, argument: argument)
    }
}
