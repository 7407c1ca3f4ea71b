import InternetMessage
import MailCore
import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// Who wrote to whom about what, and the plain text.
    static let text = Tab(
        number: 1, name: "text", title: "Text", short: "Tx",
        hints: ["line-down", "next", "yank", "browse", "export", "index", "tab-next"],
        work: { $0.text?.utf8.count ?? 0 }, limit: 8 << 20
    ) { document, context in
        let width = context.options.wrapsText ? context.options.textWidth(context.width) : nil
        var lines = banners(of: document) + (CalendarEvent.first(in: document)?.lines(context) ?? [])
        var stops: [Stop] = []
        if let text = document.text {
            let linked = LinkedText(text, width: width)
            stops = linked.stops.filter { $0.line >= 0 }.map { Stop(line: $0.line + lines.count, what: $0.what) }
            lines += linked.lines
            lines += likelyIntent(of: document, width)
        } else {
            lines.append(Line(absence(of: document), .note))
        }
        var page = Page(lines)
        page.heading = Heading(document: document, context: context).lines
        page.stops = stops
        let body = document.parts.first { $0.contentType == "text/plain" }
        page.notes = [[body?.contentType, body?.charset, body?.encoding].compactMap { $0 }.joined(separator: " ")]
            .filter { !$0.isEmpty }
        if !stops.isEmpty { page.notes.append("links \(stops.count)") }
        let codes = Extraction.codeCount(in: document.text ?? "")
        if codes > 0 { page.notes.append("codes \(codes)") }
        let invisible = invisibleCount(document.text ?? "")
        if invisible > 0 { page.notes.append("zero-width \(invisible)") }
        return page
    }

    /// Text that says it is in a single-byte charset and is UTF-8 was most likely meant so.
    private static func likelyIntent(of document: MessageDocument, _ width: Int?) -> [Line] {
        guard document.defects.contains(where: { $0.code == .charsetMismatch }),
            let meant = MessageReader(content: document.source, charset: "utf-8")?.unfoldedTextBody,
            meant != document.text
        else { return [] }
        return [Line(), Line("! Most likely meant, as UTF-8:", .toastWarning), Line()]
            + LinkedText(meant, width: width, numbersLinks: false).lines
    }

    /// What takes no room and is not drawn.
    private static func invisibleCount(_ text: String) -> Int {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return 0 }
        return text.unicodeScalars.count { ScalarKind($0) == .invisible }
    }

    private static func absence(of document: MessageDocument) -> SafeText {
        if document.source.isEmpty { return "empty message (0 bytes)" }
        return document.html == nil ? "no text part" : "no plain text part: 2 shows the HTML"
    }

    /// What is wrong with the message so that its text may not be what was meant.
    private static func banners(of document: MessageDocument) -> [Line] {
        let codes: Set<Defect.Code> = [
            .missingBoundary, .boundaryNotFound, .missingEndBoundary, .charsetUnknown, .charsetInvalidBytes,
            .base64Garbage, .unknownEncoding, .nestingTooDeep, .tooManyParts,
        ]
        var lines = document.defects.filter { codes.contains($0.code) }.prefix(4).map { defect in
            let place = defect.path.map { "part \($0): " } ?? ""
            return Line(SafeText(line: "! \(place)\(defect.code.rawValue); 4 shows the source"), .toastWarning)
        }
        if document.isUnreadable {
            lines.insert(
                Line("! Not a readable mail: no header line before the first blank line.", .toastWarning), at: 0)
        }
        return lines.isEmpty ? [] : lines + [Line()]
    }
}
