import MailCore
import Terminal
import TerminalText

/// A line the user is asked for, in the last row.
struct Prompt: Sendable {
    enum Purpose: Sendable {
        /// What the list was, to go back to.
        case filter(before: ListState)
        /// Where to, and what: arrivals do not change it.
        case export([MessageID])
        case goTo
    }

    let purpose: Purpose
    var editor: LineEditor

    var label: SafeText {
        switch purpose {
        case .filter: "filter> "
        case .export(let ids): "export \(ids.count) to> "
        case .goTo: "go to id> "
        }
    }
}

extension Model {
    mutating func ask(for purpose: Prompt.Purpose, filledWith text: String = "") {
        overlay = .prompt(Prompt(purpose: purpose, editor: LineEditor(text)))
    }

    mutating func edit(_ key: Key) {
        guard case .prompt(var prompt) = overlay else { return }
        prompt.editor.edit(key)
        overlay = .prompt(prompt)
        if case .filter = prompt.purpose { list.setFilter(prompt.editor.text) }
    }

    /// Enter in a prompt.
    mutating func accept() -> [Effect] {
        guard case .prompt(let prompt) = overlay else { return [] }
        overlay = nil
        switch prompt.purpose {
        case .filter:
            return []
        case .export(let ids):
            return prompt.editor.text.isEmpty ? [] : [.export(ids, to: prompt.editor.text)]
        case .goTo:
            goTo(prompt.editor.text)
            return []
        }
    }

    private mutating func goTo(_ text: String) {
        guard let id = MessageID(text), let row = list.rows.index(of: id) else {
            return show(.warning, "no message \(text) in this list")
        }
        list.move(to: row)
    }
}
