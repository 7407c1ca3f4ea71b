import MessageCatalog
import Terminal

extension Model {
    /// Which keys count now.
    var context: Context {
        switch overlay {
        case .prompt: .prompt
        case .finder(let finder): finder.isPalette ? .palette : .help
        case .menu(let context): context
        case .form: .form
        case .question: .question
        case .leaving: .leaving
        case nil: view.context
        }
    }

    mutating func press(_ key: Key) -> [Effect] {
        defer { lastKey = now.milliseconds }
        lastKey = now.milliseconds
        if let toast, toast.kind == .error, now.milliseconds >= toast.began.milliseconds + Toast.errorMinimum {
            self.toast = nil
        }
        // Where nothing can be seen, nothing is changed.
        if layout.isTooSmall, !["q", .control("c")].contains(key) { return [] }
        if let action = settings.keymap.action(for: key, in: context) {
            return action.run(&self, Action.Input(key: key))
        }
        switch context {
        case .prompt:
            return edit(key)
        case .form:
            changeForm { $0.edit(key) }
        case .help, .palette:
            find { $0.edit(key) }
        case .question, .leaving, .yank, .sort:
            return dismiss()
        case .list, .empty, .message, .activity, .compare, .log, .bindError:
            if case .paste = key { show(.info, "paste ignored") }
        }
        return []
    }

    /// By its name, from the palette or a script, where it can be run now.
    mutating func run(_ name: String, argument: String) -> [Effect] {
        let context = context
        guard let action = Action.all.first(where: { $0.name == name && $0.contexts.contains(context) }) else {
            let isKnown = Action.all.contains { $0.name == name }
            show(.warning, isKnown ? "\(name) does nothing in: \(context.title)" : "there is no action \(name)")
            return []
        }
        lastKey = now.milliseconds
        return action.run(&self, Action.Input(argument: argument))
    }

    /// Takes what stands over the screen away, as if it had never been there.
    mutating func dismiss() -> [Effect] {
        defer { if !isDeaf { overlay = nil } }
        guard case .prompt(let prompt) = overlay else { return [] }
        return prompt.cancelled(&self)
    }

    /// Held keys must not answer a question before it could be read.
    private var isDeaf: Bool {
        guard case .question(let question) = overlay else { return false }
        return now.milliseconds < question.asked + Question.deafMilliseconds
    }

    /// Closes, step by step, what was opened last. Never leaves.
    mutating func cancel() -> [Effect] {
        if overlay != nil { return dismiss() }
        if toast?.kind == .error { toast = nil }
        switch view.context {
        case .list where list.filter != nil: return dropFilter()
        case .list: setMarks([])
        case .message where message?.find != nil: message?.find = nil
        case .message where message?.part != nil:
            closePart()
        case .activity: activity?.filter = ""
        case .message, .compare, .log, .empty, .bindError, .help, .palette, .prompt, .form, .yank, .sort, .question,
            .leaving:
            break
        }
        return []
    }

    /// One screen back; from the list, out.
    mutating func back() -> [Effect] {
        guard view.context == .list || view.context == .empty || view.context == .bindError else {
            if message?.part != nil, view.context == .message { return cancel() }
            view.close(&self)
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
        return list.filter?.progress.map { $0.isComplete } == false ? [.endSearch] : []
    }
}
