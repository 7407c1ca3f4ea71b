import Terminal

extension Model {
    mutating func ask(_ prompt: Prompt) {
        // What is told below a prompt must be seen.
        if toast?.kind == .info { toast = nil }
        overlay = .prompt(prompt)
    }

    mutating func edit(_ key: Key) -> [Effect] {
        changePrompt { prompt, _ in
            prompt.editor.edit(key)
            (prompt.completions, prompt.recalled) = ([], nil)
            return true
        }
    }

    mutating func recall(older: Bool) -> [Effect] {
        changePrompt { $0.recall(older: older, from: $1) }
    }

    mutating func searchHistory() -> [Effect] {
        changePrompt { $0.search($1) }
    }

    mutating func completePrompt() -> [Effect] {
        changePrompt { prompt, _ in
            prompt.complete()
            return true
        }
    }

    /// Enter in a prompt.
    mutating func accept() -> [Effect] {
        guard case .prompt(let prompt) = overlay else { return [] }
        overlay = nil
        let text = prompt.editor.text
        if let history = prompt.history { preferences.remember(text, in: history) }
        return prompt.accepted(&self, text)
    }

    /// What is wrong with what is typed.
    mutating func complain(_ text: String) {
        guard case .prompt(var prompt) = overlay else { return }
        prompt.complaint = text
        overlay = .prompt(prompt)
    }

    /// A change of the line is at once acted on.
    ///
    /// - Parameter change: Is given what was typed before, the last line last; tells whether it changed anything.
    private mutating func changePrompt(_ change: (inout Prompt, [String]) -> Bool) -> [Effect] {
        guard case .prompt(var prompt) = overlay else { return [] }
        guard change(&prompt, prompt.history.flatMap { preferences.typed[$0] } ?? []) else { return [] }
        prompt.complaint = nil
        overlay = .prompt(prompt)
        return prompt.typed(&self, prompt.editor.text)
    }
}
