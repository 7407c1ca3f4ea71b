import HTMLText
import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// The HTML body as text. Nothing it refers to is fetched.
    static let html = Tab(number: 2, name: "html", title: "HTML", short: "H") { document, context in
        guard let html = document.html else { return Page([Line("no HTML part", .note)]) }
        let rendered = HTMLDocument(html)
        let lines = rendered.lines(width: context.options.textWidth(context.width)).map { line(from: $0) }
        var page = Page(lines)
        page.stops = stops(for: rendered.targets, in: lines)
        page.notes = [
            "rendered \(lines.count) lines", "remote images not loaded: \(rendered.images.count { $0.isRemote })",
            "links \(rendered.targets.count)",
        ]
        return page
    }

    /// Where a link is shown first is where Tab goes to.
    private static func stops(for targets: [String], in lines: [Line]) -> [Stop] {
        var places: [Int: Int] = [:]
        for (number, line) in lines.enumerated() {
            for case let stop? in line.spans.map(\.stop) where places[stop] == nil { places[stop] = number }
        }
        return targets.enumerated().map { index, target in
            Stop(line: places[index] ?? 0, what: .link(number: index + 1, target: target))
        }
    }

    private static func line(from styled: StyledLine) -> Line {
        var line = Line()
        for run in styled.runs {
            let stop = run.attributes.link.map { $0 - 1 }
            line.spans.append(Line.Span(text: SafeText(line: run.text), role: role(of: run.style), stop: stop))
        }
        return line
    }

    private static func role(of style: TextStyle) -> Role {
        if style.contains(.link) { return .link }
        if style.contains(.quote) { return .quote }
        return style.isDisjoint(with: [.bold, .italic, .underline]) ? .plain : .strong
    }
}
