import MailCore
import MessageCatalog
import Terminal

extension Model {
    /// Messages that can be meant.
    private struct Scope: Sendable {
        let name: String
        /// For telling what was done: behind a number.
        let kind: String
        let ids: [MessageID]
    }

    /// What is asked about: the marked, all that is shown, the current one. Arrivals do not change it.
    mutating func askForExport() {
        guard let current = message?.id ?? list.target(at: now.milliseconds) else { return }
        let rows = list.rows
        let marked = message == nil ? list.marks.filter { rows.index(of: $0) != nil }.sorted() : []
        let shown = (0..<rows.count).map { rows[$0] }
        var scopes = [Scope(name: "current only", kind: "", ids: [current])]
        if !marked.isEmpty { scopes.insert(Scope(name: "\(marked.count) marked", kind: " marked", ids: marked), at: 0) }
        scopes.append(Scope(name: "\(shown.count) shown", kind: " shown", ids: shown))
        overlay = .form(
            Form(
                title: marked.isEmpty ? "Export message \(current)" : "Export \(marked.count) marked",
                fields: [
                    .choice(label: "what", options: scopes.map(\.name), selected: 0),
                    .choice(
                        label: "format", options: ExportChoice.allCases.map(\.title),
                        selected: ExportChoice.allCases.firstIndex(of: preferences.exportFormat) ?? 0),
                    .text(label: "to", LineEditor(preferences.exportFolder)),
                ] + exportNames(of: scopes[0].ids)
            ) { [scopes] model, form in model.export(scopes[form.selected("what")], form) })
    }

    /// As many as there is room for below the other fields.
    private func exportNames(of ids: [MessageID]) -> [Form.Field] {
        let room = min(max(layout.statusRow - 18, 2), 20)
        return ids.prefix(room).compactMap { list.messages[$0] }.enumerated().map { index, summary in
            .note(label: index == 0 ? "preview" : "", settings.fileName(summary))
        }
    }

    private mutating func export(_ scope: Scope, _ form: Form) -> [Effect] {
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
        return [.export(scope.ids, held: message?.document, format, to: path, kind: scope.kind)]
    }
}
