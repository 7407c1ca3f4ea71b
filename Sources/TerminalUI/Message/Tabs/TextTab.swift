import MailCore
import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// Text in longer lines is hard to read.
    private static let measure = 100

    /// Who wrote to whom about what, and the plain text.
    static let text = Tab(number: 1, name: "text", title: "Text") { document, context in
        let rule = Line(SafeText(line: String(repeating: "-", count: context.width)), .border)
        return Page(heading(of: document, context) + [rule] + body(of: document, context))
    }

    private static func heading(of document: MessageDocument, _ context: PageContext) -> [Line] {
        let summary = document.summary
        let rows: [(String, String?)] = [
            ("From", list(summary.from) ?? (summary.reversePath.isEmpty ? "<>" : summary.reversePath)),
            ("To", list(summary.to) ?? summary.forwardPaths.joined(separator: ", ")),
            ("Cc", list(document.cc)),
            ("Reply-To", list(document.replyTo)),
            ("Date", document.date),
            ("Subject", summary.subject ?? "(no subject)"),
            ("Attached", attached(document)),
        ]
        return rows.flatMap { name, value in
            value.map { field(name, SafeText(line: $0), width: context.width) } ?? []
        }
    }

    private static func body(of document: MessageDocument, _ context: PageContext) -> [Line] {
        guard let text = document.text else {
            if document.source.isEmpty { return [Line("empty message (0 bytes)", .note)] }
            return [Line(document.html == nil ? "no text part" : "no plain text part: 2 shows the HTML", .note)]
        }
        return SafeText.lines(text).flatMap { line in
            line.wrapped(to: min(context.width, measure)).map { Line($0, line.string.hasPrefix(">") ? .quote : .plain) }
        }
    }

    private static func list(_ mailboxes: [Mailbox]) -> String? {
        mailboxes.isEmpty ? nil : mailboxes.map(\.shown).joined(separator: ", ")
    }

    private static func attached(_ document: MessageDocument) -> String? {
        let parts = document.parts.compactMap { part in
            part.filename.map { "\($0) \(ByteCount.short(part.size ?? 0)) \(part.contentType)" }
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension Mailbox {
    /// `Ann <ann@example.test>`
    var shown: String { displayName.map { "\($0) <\(address)>" } ?? address }
}

/// A name and its value, folded under itself where there is room for that.
func field(_ name: SafeText, _ value: SafeText, nameWidth: Int = 9, width: Int) -> [Line] {
    value.wrapped(to: max(width - nameWidth, nameWidth)).enumerated().map { index, part in
        Line(
            Line.Span(text: (index == 0 ? name : .empty).padded(to: nameWidth), role: .headerName),
            Line.Span(text: part, role: .plain))
    }
}

func field(_ name: String, _ value: SafeText, width: Int) -> [Line] {
    field(SafeText(line: name), value, width: width)
}
