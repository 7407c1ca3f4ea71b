import MailCore
import MessageCatalog
import Terminal
import TerminalText

/// A line the user is asked for, in the last row.
struct Prompt: Sendable {
    enum Purpose: Sendable {
        /// What the list was, to go back to.
        case filter(before: ListState)
        /// In the open message, from a line.
        case find(from: Int)
        case goTo
        case mark(Bool)
        case deleteMatching
        case pipe([MessageID])
        case yankLink([String])
        case yankHeader(MessageDocument)
        case activityFilter
    }

    let purpose: Purpose
    var editor: LineEditor
    /// What is wrong with what is typed.
    var complaint: String?
    /// What Tab offers.
    var completions: [String] = []
    /// Which line of the history is shown, counted from the last, and what was typed before.
    fileprivate var recalled: (index: Int, draft: String)?

    init(_ purpose: Purpose, filledWith text: String = "") {
        self.purpose = purpose
        editor = LineEditor(text)
    }

    var label: SafeText {
        switch purpose {
        case .filter: "filter> "
        case .find: "find> "
        case .goTo: "go to id> "
        case .mark(let isSet): isSet ? "mark matching> " : "unmark matching> "
        case .deleteMatching: "delete matching> "
        case .pipe(let ids): ids.count == 1 ? "pipe to> " : "pipe \(ids.count) to> "
        case .yankLink(let links): "yank link 1 to \(links.count)> "
        case .yankHeader: "yank header> "
        case .activityFilter: "filter sessions> "
        }
    }

    /// Which history what is typed goes to; `nil` for none.
    var history: String? {
        switch purpose {
        case .filter, .mark, .deleteMatching: "filter"
        case .find: "find"
        case .pipe: "pipe"
        case .goTo, .yankLink, .yankHeader, .activityFilter: nil
        }
    }

    fileprivate var isQuery: Bool {
        switch purpose {
        case .filter, .mark, .deleteMatching: true
        case .find, .goTo, .pipe, .yankLink, .yankHeader, .activityFilter: false
        }
    }
}

extension Model {
    mutating func ask(for purpose: Prompt.Purpose, filledWith text: String = "") {
        // What is told below a prompt must be seen.
        if toast?.kind == .info { toast = nil }
        overlay = .prompt(Prompt(purpose, filledWith: text))
    }

    mutating func edit(_ key: Key) -> [Effect] {
        guard case .prompt(var prompt) = overlay else { return [] }
        prompt.editor.edit(key)
        (prompt.completions, prompt.recalled) = ([], nil)
        overlay = .prompt(prompt)
        return typed()
    }

    /// What happens while the line is typed.
    private mutating func typed() -> [Effect] {
        guard case .prompt(var prompt) = overlay else { return [] }
        prompt.complaint = nil
        overlay = .prompt(prompt)
        let text = prompt.editor.text
        switch prompt.purpose {
        case .filter:
            switch filter(text) {
            case .success(let effects): return effects
            case .failure(let error):
                prompt.complaint = "\(error.message), at character \(error.position)"
                overlay = .prompt(prompt)
            }
        case .find(let origin):
            find(text, from: origin)
        case .activityFilter:
            activity?.filter = text
            settleActivity()
        case .goTo, .mark, .deleteMatching, .pipe, .yankLink, .yankHeader:
            break
        }
        return []
    }

    /// Enter in a prompt.
    mutating func accept() -> [Effect] {
        guard case .prompt(let prompt) = overlay else { return [] }
        overlay = nil
        let text = prompt.editor.text
        if let history = prompt.history { preferences.remember(text, in: history) }
        switch prompt.purpose {
        case .filter, .find, .activityFilter: break
        case .goTo: goTo(text)
        case .mark(let isSet): mark(matching: text, isSet)
        case .deleteMatching: deleteMatching(text)
        case .pipe(let ids): return text.isEmpty ? [] : [.pipe(ids, command: text)]
        case .yankLink(let links):
            guard let number = Int(text), links.indices.contains(number - 1) else {
                show(.warning, "no link \(text): there are 1 to \(links.count)")
                return []
            }
            return [.copy(Array(links[number - 1].utf8), what: links[number - 1])]
        case .yankHeader(let document): return yankHeader(text, of: document)
        }
        return []
    }

    // MARK: History and completion

    mutating func recall(older: Bool) -> [Effect] {
        guard case .prompt(var prompt) = overlay, let history = prompt.history.flatMap({ preferences.typed[$0] }) else {
            return []
        }
        let (index, draft) = prompt.recalled.map { ($0.index + (older ? 1 : -1), $0.draft) } ?? (0, prompt.editor.text)
        guard older || prompt.recalled != nil, index < history.count else { return [] }
        prompt.editor = LineEditor(index < 0 ? draft : history[history.count - 1 - index])
        prompt.recalled = index < 0 ? nil : (index, draft)
        overlay = .prompt(prompt)
        return typed()
    }

    /// The last line of the history that holds what is typed; the one before that at the next key.
    mutating func searchHistory() -> [Effect] {
        guard case .prompt(var prompt) = overlay, let history = prompt.history.flatMap({ preferences.typed[$0] }) else {
            return []
        }
        let (start, draft) = prompt.recalled.map { ($0.index + 1, $0.draft) } ?? (0, prompt.editor.text)
        let lines = Array(history.reversed())
        guard start < lines.count, let index = lines[start...].firstIndex(where: { $0.contains(draft) }) else {
            return []
        }
        prompt.editor = LineEditor(lines[index])
        prompt.recalled = (index, draft)
        overlay = .prompt(prompt)
        return typed()
    }

    mutating func completePrompt() -> [Effect] {
        guard case .prompt(var prompt) = overlay else { return [] }
        let word = prompt.editor.word
        let names: [String]
        if prompt.isQuery {
            names = Query.completions(of: word)
        } else if case .yankHeader(let document) = prompt.purpose {
            names = document.fields.map(\.name).filter { $0.lowercased().hasPrefix(word.lowercased()) }
        } else {
            return []
        }
        prompt.take(names)
        overlay = .prompt(prompt)
        return typed()
    }

    private mutating func goTo(_ text: String) {
        guard let id = MessageID(text), let row = list.rows.index(of: id) else {
            return show(.warning, "no message \(text) in this list")
        }
        list.move(to: row)
    }
}

extension Prompt {
    fileprivate mutating func take(_ names: [String]) {
        completions = names.count > 1 ? names : []
        if let common = names.commonPrefix, common.count >= editor.word.count { editor.replaceWord(with: common) }
    }
}

extension [String] {
    /// What all of them begin with; `nil` when there is none.
    var commonPrefix: String? {
        guard let first else { return nil }
        return dropFirst().reduce(first) { common, next in
            String(zip(common, next).prefix { $0 == $1 }.map(\.0))
        }
    }
}
