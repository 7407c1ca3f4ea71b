import HTMLText
import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// The HTML body as text. Nothing it refers to is fetched.
    static let html = Tab(number: 2, name: "html", title: "HTML") { document, context in
        guard let html = document.html else { return Page([Line("no HTML part", .note)]) }
        let lines = HTMLDocument(html).lines(width: max(min(context.width, 100), 10))
        return Page(count: lines.count) { number in
            var line = Line()
            for run in lines[number].runs {
                line.spans.append(Line.Span(text: SafeText(line: run.text), role: role(of: run.attributes.style)))
            }
            return line
        }
    }

    private static func role(of style: TextStyle) -> Role {
        if style.contains(.link) { return .link }
        if style.contains(.quote) { return .quote }
        return style.isDisjoint(with: [.bold, .italic, .underline]) ? .plain : .strong
    }
}
