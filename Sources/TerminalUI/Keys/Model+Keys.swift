import Terminal

extension Model {
    /// Which keys count now.
    var context: Context {
        switch overlay {
        case .prompt: .prompt
        case .help: .help
        case .question: .question
        case .leaving: .leaving
        case nil: message != nil ? .message : list.messages.isEmpty ? .empty : .list
        }
    }

    mutating func press(_ key: Key) -> [Effect] {
        defer { lastKey = now.milliseconds }
        if let toast, toast.kind == .error, now.milliseconds >= toast.began + Toast.errorMinimum { self.toast = nil }
        if let action = Action.action(for: key, in: context) { return action.run(&self, key) }
        switch context {
        case .prompt:
            edit(key)
        case .question, .leaving:
            dismiss()
        case .list, .empty, .message:
            if case .paste = key { show(.info, "paste ignored") }
        case .help:
            break
        }
        return []
    }

    /// Takes what stands over the screen away, as if it had never been there.
    mutating func dismiss() {
        switch overlay {
        case .prompt(let prompt):
            if case .filter(let before) = prompt.purpose { list = before.restored(over: list) }
        case .question(let question):
            // Held keys must not answer a question before it could be read.
            if now.milliseconds < question.asked + Question.deafMilliseconds { return }
        case .help, .leaving, nil:
            break
        }
        overlay = nil
    }

    /// Closes, step by step, what was opened last. Never leaves.
    mutating func cancel() {
        if overlay != nil {
            dismiss()
        } else if message != nil {
            return
        } else if list.filter != nil {
            list.setFilter("")
        } else {
            list.marks = []
        }
    }

    /// One screen back; from the list, out.
    mutating func back() -> [Effect] {
        if message != nil {
            closeMessage()
            return []
        }
        guard leavingStopsListener else { return [.quit] }
        overlay = .leaving
        return []
    }

    mutating func interrupt() -> [Effect] {
        if let interrupted, now.milliseconds < interrupted + 2_000 { return [.quit] }
        interrupted = now.milliseconds
        show(.info, "q quits, Ctrl-C again to quit")
        return []
    }
}
