import MailCore
import MessageCatalog

extension Model {
    /// In Parts, the part; elsewhere the message is exported.
    mutating func askForSaving() -> [Effect] {
        guard let state = message, state.tab == .parts, let document = state.document else {
            askForExport()
            return []
        }
        guard let path = state.part?.path ?? state.focusedPart,
            let part = document.parts.first(where: { $0.path == path })
        else { return [] }
        guard let size = part.size else {
            show(.warning, "part \(path) holds other parts; save those")
            return []
        }
        let name = settings.partName(part, state.id)
        let sent = part.filename.map { $0 == name ? "" : "  (sent as: \"\($0)\")" } ?? "  (sent without a name)"
        overlay = .form(
            Form(
                title: "Save attachment",
                fields: [
                    .note(label: "part", Self.described(part, size)),
                    .note(label: "name", name + sent),
                    .text(label: "to", LineEditor("./" + name)),
                    .note(label: "", "a name that is taken gets -2; Alt-A saves all attachments"),
                ], submitAll: { $0.askForSavingAll() }
            ) { [id = state.id] _, form in
                let target = form.text("to")
                return target.isEmpty ? [] : [.saveParts(id, [SaveRequest(path: path, file: target)])]
            })
        return [.digestPart(state.id, path: path)]
    }

    private static func described(_ part: MessageDocument.Part, _ size: Int) -> String {
        "\(part.path) \(part.contentType), \(ByteCount.short(size)) decoded"
    }

    /// The ends of the digest tell two parts apart.
    mutating func take(digest: String, of id: MessageID, path: String) {
        guard message?.id == id, let part = message?.document?.parts.first(where: { $0.path == path }),
            let size = part.size
        else { return }
        let text = Self.described(part, size)
        changeForm { $0.replace(note: text, by: text + ", sha256 \(digest.prefix(4))..\(digest.suffix(4))") }
    }

    /// In Parts, the attachments; elsewhere the message is exported.
    mutating func askForSavingAll() {
        guard let state = message, state.tab == .parts, let document = state.document else { return askForExport() }
        let parts = document.parts.filter { document.attachments.contains($0.path) && $0.size != nil }
        guard !parts.isEmpty else { return show(.warning, "this message has no attachments to save") }
        let id = document.summary.id
        overlay = .form(
            Form(title: "Save \(parts.count) attachments", fields: [.text(label: "to", LineEditor("./"))]) {
                model, form in
                let target = form.text("to")
                guard !target.isEmpty else { return [] }
                let folder = target.hasSuffix("/") ? target : target + "/"
                return [
                    .saveParts(
                        id,
                        parts.map { SaveRequest(path: $0.path, file: folder + model.settings.partName($0, id)) })
                ]
            })
    }
}

extension MessageState {
    /// The path of the part that has the focus.
    fileprivate var focusedPart: String? {
        if case .part(let path) = stop { path } else { nil }
    }
}
