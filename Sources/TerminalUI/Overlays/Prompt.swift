import TerminalText

/// A line the user is asked for, in the last row. What becomes of it is said by whoever asks.
struct Prompt: Sendable {
    /// What happens with the line: while it is typed, and once it is taken.
    typealias Use = @Sendable (inout Model, String) -> [Effect]

    let label: SafeText
    /// Which history what is typed goes to; `nil` for none.
    let history: String?
    /// What a word may go on with.
    let completing: @Sendable (String) -> [String]
    let typed: Use
    let cancelled: @Sendable (inout Model) -> [Effect]
    let accepted: Use

    var editor: LineEditor
    /// What is wrong with what is typed.
    var complaint: String?
    /// What Tab offers.
    var completions: [String] = []
    /// Which line of the history is shown, counted from the last, and what was typed before.
    var recalled: (index: Int, draft: String)?

    init(
        _ label: SafeText, filledWith text: String = "", history: String? = nil,
        completing: @escaping @Sendable (String) -> [String] = { _ in [] }, typed: @escaping Use = { _, _ in [] },
        cancelled: @escaping @Sendable (inout Model) -> [Effect] = { _ in [] }, accepted: @escaping Use
    ) {
        (self.label, self.history, self.completing) = (label, history, completing)
        (self.typed, self.cancelled, self.accepted) = (typed, cancelled, accepted)
        editor = LineEditor(text)
    }

    mutating func complete() {
        let names = completing(editor.word)
        completions = names.count > 1 ? names : []
        if let common = names.commonPrefix, common.count >= editor.word.count { editor.replaceWord(with: common) }
    }

    /// - Returns: Whether there was such a line.
    mutating func recall(older: Bool, from history: [String]) -> Bool {
        let (index, draft) = recalled.map { ($0.index + (older ? 1 : -1), $0.draft) } ?? (0, editor.text)
        guard older || recalled != nil, index < history.count else { return false }
        editor = LineEditor(index < 0 ? draft : history[history.count - 1 - index])
        recalled = index < 0 ? nil : (index, draft)
        return true
    }

    /// The last line of the history that holds what is typed; the one before that at the next key.
    mutating func search(_ history: [String]) -> Bool {
        let (start, draft) = recalled.map { ($0.index + 1, $0.draft) } ?? (0, editor.text)
        let lines = Array(history.reversed())
        guard start < lines.count, let index = lines[start...].firstIndex(where: { $0.contains(draft) }) else {
            return false
        }
        editor = LineEditor(lines[index])
        recalled = (index, draft)
        return true
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
