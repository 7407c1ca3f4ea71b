import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// The stored bytes, line by line or in hexadecimal.
    static let source = Tab(number: 4, name: "source", title: "Source", short: "S") { document, context in
        guard !document.source.isEmpty else { return Page([Line("empty message (0 bytes)", .note)]) }
        if context.options.showsHex {
            var page = Page.hex(document.source)
            page.notes = ["source in hexadecimal (x shows text)"]
            return page
        }
        let source = SourceLines(document.source, foldsBase64: context.options.foldsBase64)
        var page = context.options.wrapsSource ? wrapped(source, context) : unwrapped(source)
        page.notes = [source.lineEnds]
        return page
    }

    private static func unwrapped(_ source: SourceLines) -> Page {
        Page(count: source.count) { number in line(number, of: source) }
    }

    /// As long as that is worth it: wrapping must look at every line.
    private static func wrapped(_ source: SourceLines, _ context: PageContext) -> Page {
        guard source.count <= 20_000 else { return unwrapped(source) }
        let lines = (0..<source.count).flatMap { number -> [Line] in
            let whole = line(number, of: source)
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

    private static func line(_ number: Int, of source: SourceLines) -> Line {
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
            Line.Span(text: label, role: .note), Line.Span(text: SafeText.source(row.bytes), role: .plain))
    }
}
