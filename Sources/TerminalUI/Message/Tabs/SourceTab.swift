import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// The stored bytes, line by line or in hexadecimal.
    static let source = Tab(
        number: 4, name: "source", title: "Source", short: "S",
        hints: ["fold", "wrap", "hex", "find", "pipe", "pager", "yank"], work: { $0.source.count / 8 }
    ) {
        document, context in
        guard !document.source.isEmpty else { return Page([Line("empty message (0 bytes)", .note)]) }
        // What nobody can read as a mail is bytes first of all.
        if context.options.showsHex != document.isUnreadable {
            var page = Page.hex(document.source)
            page.heading = unreadable(document)
            page.notes = ["source in hexadecimal (x shows text)"]
            return page
        }
        let source = SourceLines(document.source, foldsBase64: context.options.foldsBase64)
        var page = context.options.wrapsSource ? wrapped(source, context) : unwrapped(source, context)
        page.heading = unreadable(document)
        page.notes = [source.lineEnds]
        return page
    }

    private static func unreadable(_ document: MessageDocument) -> [Line] {
        document.isUnreadable
            ? [
                Line("! Not a readable mail: no header line before the first blank line.", .toastWarning),
                Line("! Shown as bytes. It is stored complete and can be exported unchanged.", .toastWarning),
            ] : []
    }

    private static func unwrapped(_ source: SourceLines, _ context: PageContext) -> Page {
        Page(count: source.count) { [marksTabs = context.options.marksTabs] number in
            line(number, of: source, marksTabs: marksTabs)
        }
    }

    /// As long as that is worth it: wrapping must look at every line.
    private static func wrapped(_ source: SourceLines, _ context: PageContext) -> Page {
        guard source.count <= 20_000 else { return unwrapped(source, context) }
        let lines = (0..<source.count).flatMap { number -> [Line] in
            let whole = line(number, of: source, marksTabs: context.options.marksTabs)
            guard whole.spans.count == 2 else { return [whole] }
            let margin = whole.spans[0].text
            return whole.spans[1].text.folded(to: max(context.width - margin.width, 10)).enumerated().map {
                index, part in
                let head = index == 0 ? margin : SafeText(line: String(repeating: " ", count: margin.width))
                return Line(Line.Span(text: head, role: .note), Line.Span(text: part, role: .plain))
            }
        }
        return Page(lines)
    }

    private static func line(_ number: Int, of source: SourceLines, marksTabs: Bool) -> Line {
        let row = source[number]
        let label = SafeText(line: "\(row.number)").rightAligned(in: source.digits) + " "
        if row.foldedBytes > 0 {
            return Line(
                label
                    + SafeText(
                        line: "... \(row.foldedBytes) base64 bytes in \(row.foldedLines) lines folded (z unfolds)"),
                .note)
        }
        return Line(
            Line.Span(text: label, role: .note),
            Line.Span(text: SafeText.source(row.bytes, marksTabs: marksTabs), role: .plain))
    }
}

extension MessageDocument {
    /// There are octets, and no header field among them.
    var isUnreadable: Bool { fields.isEmpty && !source.isEmpty }
}
