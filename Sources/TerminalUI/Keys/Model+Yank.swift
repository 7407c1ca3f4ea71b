import MailCore
import MessageCatalog
import TerminalText

/// What of a message goes onto the clipboard.
enum Yank: Sendable {
    case link, code, text, header, id, messageID, address, source, path, transcript, report
}

extension Model {
    mutating func yank(_ what: Yank) -> [Effect] {
        overlay = nil
        guard let id = message?.id ?? list.target(at: now.milliseconds) else { return [] }
        switch what {
        case .id: return [.copy(Array("\(id)".utf8), what: "\(id)")]
        case .path: return [.copyPath(id)]
        case .link, .code, .text, .header, .messageID, .address, .source, .transcript, .report:
            return withDocument(of: id) { model, document in model.yank(what, of: document) }
        }
    }

    private mutating func yank(_ what: Yank, of document: MessageDocument) -> [Effect] {
        switch what {
        case .link: return yankLink(of: document)
        case .code: return copy(codes(in: document).first, "code")
        case .text: return copy(document.text ?? Tab.html.page(document, context(width: 80)).text, "text", whole: true)
        case .header:
            if case .field(let index) = message?.stop, message?.id == document.summary.id {
                return copy(document.fields[index].value, "header")
            }
            overlay = .prompt(Prompt(.yankHeader(document)))
            return []
        case .messageID: return copy(document.messageID, "Message-ID")
        case .address:
            return copy(document.summary.to.first?.address ?? document.summary.forwardPaths.first, "recipient")
        case .source: return [.copy(document.source, what: "source, \(document.source.count) bytes")]
        case .transcript: return copy(Dialogue.text(document.dialogue), "transcript", whole: true)
        case .report: return copy(Tab.checks.page(document, context(width: 100)).text, "checks", whole: true)
        case .id, .path: return []
        }
    }

    mutating func yankHeader(_ name: String, of document: MessageDocument) -> [Effect] {
        copy(document.fields.first { $0.name.lowercased() == name.lowercased() }?.value, "\(name) field")
    }

    /// Of the page on screen, else of the whole message; asks for the number when there are several.
    private mutating func yankLink(of document: MessageDocument) -> [Effect] {
        let onPage = message?.page?.stops.compactMap { stop -> String? in
            if case .link(_, let target) = stop.what { target } else { nil }
        }
        if case .link(_, let target) = message?.stop { return copy(target, "link") }
        let all = Extraction.link("").values(in: document).map { String(decoding: $0, as: UTF8.self) }
        let links = onPage.flatMap { $0.isEmpty ? nil : $0 } ?? all
        guard links.count > 1 else { return copy(links.first, "link") }
        overlay = .prompt(Prompt(.yankLink(links)))
        return []
    }

    private func codes(in document: MessageDocument) -> [String] {
        guard let extraction = try? Extraction.anyCode() else { return [] }
        return extraction.values(in: document).map { String(decoding: $0, as: UTF8.self) }
    }

    /// One line without controls, unless all of a text is wanted as it is.
    private mutating func copy(_ text: String?, _ what: String, whole: Bool = false) -> [Effect] {
        guard let text, !text.isEmpty else {
            show(.warning, "this message has no \(what)")
            return []
        }
        let shown = SafeText(line: text)
        let bytes = whole ? Array(text.utf8) : Array(shown.string.utf8)
        return [.copy(bytes, what: whole ? what : shown.truncated(to: 40).string)]
    }
}

extension Page {
    /// All lines.
    var text: String { (0..<count).map { self[$0].text + "\n" }.joined() }
}
