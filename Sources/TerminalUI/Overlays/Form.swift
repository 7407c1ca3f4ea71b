import MailCore
import MessageCatalog
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

    enum Kind: Sendable {
        case export(scopes: [[MessageID]])
        case save(MessageID, path: String, folderOnly: Bool)
    }

    let kind: Kind
    let title: String
    var fields: [Field]
    private(set) var focus: Int
    var completions: [String] = []

    init(_ kind: Kind, title: String, fields: [Field]) {
        (self.kind, self.title, self.fields) = (kind, title, fields)
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
        switch form.kind {
        case .export(let scopes):
            let format = ExportChoice.allCases[form.selected("format")]
            var path = form.text("to")
            guard !path.isEmpty else { return [] }
            // What is a file and was not named as one gets the usual suffix.
            if let suffix = format.suffix, path == preferences.exportFolder {
                path += suffix
            } else {
                preferences.exportFolder = path
            }
            preferences.exportFormat = format
            return [.export(scopes[form.selected("what")], format, to: path)]
        case .save(let id, let path, let isFolder):
            return save(id, path: path, to: form.text("to"), all: isFolder)
        }
    }

    // MARK: Export

    /// What is asked about: the marked, all that is shown, the current one. Arrivals do not change it.
    mutating func askForExport() {
        let rows = list.rows
        let marked = message == nil ? list.marks.filter { rows.index(of: $0) != nil }.sorted() : []
        let current = message.map(\.id) ?? list.target(at: now.milliseconds)
        guard let current else { return }
        let shown = (0..<rows.count).map { rows[$0] }
        var scopes: [(String, [MessageID])] = [("current only", [current])]
        if !marked.isEmpty { scopes.insert(("\(marked.count) marked", marked), at: 0) }
        scopes.append(("\(shown.count) shown", shown))
        let names = scopes[0].1.prefix(2).compactMap { list.messages[$0] }.map { settings.fileName($0) }
        let title = marked.isEmpty ? "Export message \(current)" : "Export \(marked.count) marked"
        overlay = .form(
            Form(
                .export(scopes: scopes.map(\.1)), title: title,
                fields: [
                    .choice(label: "what", options: scopes.map(\.0), selected: 0),
                    .choice(
                        label: "format", options: ExportChoice.allCases.map(\.title),
                        selected: ExportChoice.allCases.firstIndex(of: preferences.exportFormat) ?? 0),
                    .text(label: "to", LineEditor(preferences.exportFolder)),
                ] + names.enumerated().map { .note(label: $0.offset == 0 ? "preview" : "", $0.element) }))
    }

    // MARK: Saving parts

    /// In Parts, the part; elsewhere the message is exported.
    mutating func askForSaving(all: Bool) {
        guard let state = message, state.tab == .parts, let document = state.document else { return askForExport() }
        let path: String
        if let shown = state.part?.path {
            path = shown
        } else if case .part(let focused) = state.stop {
            path = focused
        } else {
            return
        }
        guard let part = document.parts.first(where: { $0.path == path }) else { return }
        if all {
            let count = document.parts.count { document.attachments.contains($0.path) }
            guard count > 0 else { return show(.warning, "this message has no attachments to save") }
            overlay = .form(
                Form(
                    .save(state.id, path: path, folderOnly: true), title: "Save \(count) attachments",
                    fields: [.text(label: "to", LineEditor("./"))]))
            return
        }
        guard part.size != nil else { return show(.warning, "part \(path) holds other parts; save those") }
        let name = settings.partName(part, state.id)
        let sent = part.filename.map { $0 == name ? "" : "  (sent as: \"\($0)\")" } ?? "  (sent without a name)"
        overlay = .form(
            Form(
                .save(state.id, path: path, folderOnly: false), title: "Save attachment",
                fields: [
                    .note(label: "part", "\(path) \(part.contentType), \(ByteCount.short(part.size ?? 0)) decoded"),
                    .note(label: "name", name + sent),
                    .text(label: "to", LineEditor("./" + name)),
                ]))
    }

    private mutating func save(_ id: MessageID, path: String, to target: String, all: Bool) -> [Effect] {
        guard !target.isEmpty else { return [] }
        guard all else { return [.saveParts(id, [SaveRequest(path: path, file: target)])] }
        guard let document = message?.document else { return [] }
        let folder = target.hasSuffix("/") ? target : target + "/"
        return [
            .saveParts(
                id,
                document.parts.filter { document.attachments.contains($0.path) && $0.size != nil }.map {
                    SaveRequest(path: $0.path, file: folder + settings.partName($0, id))
                })
        ]
    }
}
