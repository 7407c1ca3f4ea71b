import InternetMessage
import MailCore
import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// Who wrote to whom about what, and the plain text.
    static let text = Tab(number: 1, name: "text", title: "Text", short: "Tx") { document, context in
        let width = context.options.wrapsText ? context.options.textWidth(context.width) : nil
        var lines = banners(of: document) + (CalendarEvent.first(in: document)?.lines(context) ?? [])
        var stops: [Stop] = []
        if let text = document.text {
            let linked = LinkedText(text, width: width)
            stops = linked.stops.filter { $0.line >= 0 }.map { Stop(line: $0.line + lines.count, what: $0.what) }
            lines += linked.lines
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
        return page
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
        if document.fields.isEmpty, !document.source.isEmpty {
            lines.insert(
                Line("! Not a readable mail: no header line before the first blank line.", .toastWarning), at: 0)
        }
        return lines.isEmpty ? [] : lines + [Line()]
    }
}
