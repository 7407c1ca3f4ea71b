import Terminal
import TerminalText

/// A dialog of several fields.
struct Form: Sendable {
    enum Field: Sendable {
        case choice(label: String, options: [String], selected: Int)
        case text(label: String, LineEditor)
        /// Told only.
        case note(label: String, String)
    }

    let title: String
    /// What Enter does.
    let submit: @Sendable (inout Model, Form) -> [Effect]
    /// What Alt-A does, where there is more than one thing to do it with.
    let submitAll: (@Sendable (inout Model) -> Void)?
    var fields: [Field]
    private(set) var focus: Int
    var completions: [String] = []

    init(
        title: String, fields: [Field], submitAll: (@Sendable (inout Model) -> Void)? = nil,
        submit: @escaping @Sendable (inout Model, Form) -> [Effect]
    ) {
        (self.title, self.fields, self.submitAll, self.submit) = (title, fields, submitAll, submit)
        // What is most often changed is the text.
        focus = fields.firstIndex { if case .text = $0 { true } else { false } } ?? 0
    }

    /// To the next field that can be changed.
    mutating func move(by difference: Int) {
        var next = focus
        repeat { next = (next + difference + fields.count) % fields.count } while fields[next].isNote
        focus = next
        completions = []
    }

    mutating func edit(_ key: Key) {
        completions = []
        switch fields[focus] {
        case .text(let label, var editor):
            editor.edit(key)
            fields[focus] = .text(label: label, editor)
        case .choice(let label, let options, let selected):
            let step = key == .left ? -1 : key == .right || key == .character(" ") ? 1 : 0
            fields[focus] = .choice(
                label: label, options: options, selected: (selected + step + options.count) % options.count)
        case .note: break
        }
    }

    /// What is typed in the field of that label.
    func text(_ label: String) -> String {
        for case .text(label, let editor) in fields { return editor.text }
        return ""
    }

    func selected(_ label: String) -> Int {
        for case .choice(label, _, let selected) in fields { return selected }
        return 0
    }

    mutating func set(_ label: String, to text: String) {
        for (index, field) in fields.enumerated() {
            if case .text(label, _) = field { fields[index] = .text(label: label, LineEditor(text)) }
        }
    }

    mutating func replace(note text: String, by next: String) {
        for (index, field) in fields.enumerated() {
            if case .note(let label, text) = field { fields[index] = .note(label: label, next) }
        }
    }

    /// What is typed in the field that has the keys; `nil` for one that is no text.
    var focusedText: String? {
        if case .text(_, let editor) = fields[focus] { editor.text } else { nil }
    }

    mutating func complete(with names: [String]) {
        guard case .text(let label, let editor) = fields[focus] else { return }
        completions = names.count > 1 ? names : []
        if let common = names.commonPrefix, common.count >= editor.text.count {
            fields[focus] = .text(label: label, LineEditor(common))
        }
    }
}

extension Form.Field {
    fileprivate var isNote: Bool { if case .note = self { true } else { false } }

    /// Of a choice.
    var options: [String]? { if case .choice(_, let options, _) = self { options } else { nil } }
}

extension Model {
    mutating func changeForm(_ change: (inout Form) -> Void) {
        guard case .form(var form) = overlay else { return }
        change(&form)
        overlay = .form(form)
    }

    mutating func completeForm() -> [Effect] {
        guard case .form(let form) = overlay else { return [] }
        guard let text = form.focusedText, !text.isEmpty else {
            changeForm { $0.move(by: 1) }
            return []
        }
        return [.completePath(text)]
    }

    /// What a path may go on with, if it is still the one that was asked about.
    mutating func complete(_ text: String, with names: [String]) {
        guard case .form(let form) = overlay, form.focusedText == text else { return }
        changeForm { $0.complete(with: names) }
    }

    mutating func submitForm() -> [Effect] {
        guard case .form(let form) = overlay else { return [] }
        overlay = nil
        return form.submit(&self, form)
    }

    mutating func submitAll() {
        guard case .form(let form) = overlay, let submitAll = form.submitAll else { return }
        overlay = nil
        submitAll(&self)
    }
}
