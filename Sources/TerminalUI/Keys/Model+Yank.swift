import MailCore
import MessageCatalog
import TerminalText

extension Model {
    /// Of the marked messages together; of one, with a question where there are several to choose from.
    mutating func yank(_ what: Yank) -> [Effect] {
        overlay = nil
        let ids = targets
        guard let id = ids.first else { return [] }
        guard ids.count == 1 else { return yank(what, of: ids[...], after: []) }
        switch what {
        case .id: return copy("\(id)", what)
        case .path: return [.copyPath(id)]
        case .link, .code, .text, .header, .messageID, .address, .source, .transcript, .report:
            return withDocument(of: id) { model, document in model.yank(what, of: document) }
        }
    }

    private mutating func yank(_ what: Yank, of document: MessageDocument) -> [Effect] {
        switch what {
        case .link: yankLink(of: document)
        case .header: yankHeader(of: document)
        case .source: [.copy(document.source, what: "source, \(document.source.count) bytes")]
        case .code, .text, .id, .messageID, .address, .path, .transcript, .report:
            copy(what.text(of: document, context(width: 80)), what)
        }
    }

    /// One message after the other is opened; what they have goes onto the clipboard together.
    private mutating func yank(_ what: Yank, of ids: ArraySlice<MessageID>, after found: [String]) -> [Effect] {
        guard let id = ids.first else {
            guard !found.isEmpty else { return copy(nil, what) }
            return [.copy(Array(found.joined(separator: "\n").utf8), what: "\(what.name) of \(found.count) marked")]
        }
        return withDocument(of: id) { model, document in
            let text = what.text(of: document, model.context(width: 80))
            let shown = text.map { what.isWhole ? $0 : SafeText(line: $0).string }
            return model.yank(what, of: ids.dropFirst(), after: found + [shown].compactMap { $0 })
        }
    }

    /// The one that has the focus, else one that is asked for.
    private mutating func yankHeader(of document: MessageDocument) -> [Effect] {
        if case .field(let index) = message?.stop, message?.id == document.summary.id {
            return copy(document.fields[index].value, .header)
        }
        ask(
            Prompt(
                "yank header> ",
                completing: { word in
                    document.fields.map(\.name).filter { $0.lowercased().hasPrefix(word.lowercased()) }
                },
                accepted: { model, name in
                    model.copy(document.fields.first { $0.name.lowercased() == name.lowercased() }?.value, .header)
                }))
        return []
    }

    /// Of the page on screen, else of the whole message; asks for the number when there are several.
    private mutating func yankLink(of document: MessageDocument) -> [Effect] {
        if case .link(_, let target) = message?.stop { return copy(target, .link) }
        let onPage = message?.page?.stops.compactMap { stop -> String? in
            if case .link(_, let target) = stop.what { target } else { nil }
        }
        let links = onPage.flatMap { $0.isEmpty ? nil : $0 } ?? Yank.links(in: document)
        guard links.count > 1 else { return copy(links.first, .link) }
        ask(
            Prompt("yank link 1 to \(links.count)> ") { model, text in
                guard let number = Int(text), links.indices.contains(number - 1) else {
                    model.show(.warning, "no link \(text): there are 1 to \(links.count)")
                    return []
                }
                return model.copy(links[number - 1], .link)
            })
        return []
    }

    private mutating func copy(_ text: String?, _ what: Yank) -> [Effect] {
        guard let text, !text.isEmpty else {
            show(.warning, "this message has no \(what.name)")
            return []
        }
        let shown = SafeText(line: text)
        return [
            .copy(
                Array((what.isWhole ? text : shown.string).utf8),
                what: what.isWhole ? what.name : shown.truncated(to: 40).string)
        ]
    }
}
