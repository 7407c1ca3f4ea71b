import MailCore
import MessageCatalog
import TerminalText

/// What of a message goes onto the clipboard.
enum Yank: Sendable {
    case link, code, text, header, id, messageID, address, source, path, transcript, report

    var name: String {
        switch self {
        case .link: "link"
        case .code: "code"
        case .text: "text"
        case .header: "header"
        case .id: "id"
        case .messageID: "Message-ID"
        case .address: "recipient"
        case .source: "source"
        case .path: "path"
        case .transcript: "transcript"
        case .report: "checks"
        }
    }

    /// Several lines, which are copied as they are; all else is one line without controls.
    var isWhole: Bool {
        switch self {
        case .text, .source, .transcript, .report: true
        case .link, .code, .header, .id, .messageID, .address, .path: false
        }
    }

    /// What of a message is meant where nobody is asked; `nil` when it has none.
    func text(of document: MessageDocument, _ context: PageContext) -> String? {
        switch self {
        case .link: Self.links(in: document).first
        case .code: Extraction.anyCode.values(in: document).first.map { String(decoding: $0, as: UTF8.self) }
        case .text: document.text ?? Tab.html.page(document, context).text
        case .id: "\(document.summary.id)"
        case .messageID: document.messageID
        case .address: document.summary.to.first?.address ?? document.summary.forwardPaths.first
        case .source: String(decoding: document.source, as: UTF8.self)
        case .transcript: Dialogue.text(document.dialogue)
        case .report: Tab.checks.page(document, context).text
        case .header, .path: nil
        }
    }

    static func links(in document: MessageDocument) -> [String] {
        Extraction.link("").values(in: document).map { String(decoding: $0, as: UTF8.self) }
    }
}

extension Page {
    /// All lines.
    var text: String { (0..<count).map { self[$0].text + "\n" }.joined() }
}
