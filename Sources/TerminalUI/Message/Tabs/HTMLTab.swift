import HTMLText
import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// The HTML body as text. Nothing it refers to is fetched.
    static let html = Tab(
        number: 2, name: "html", title: "HTML", short: "H",
        hints: ["stop-next", "open-link", "browse", "tab-next", "next", "index"],
        work: { ($0.html?.utf8.count ?? 0) * 8 }, limit: 16 << 20
    ) { document, context in
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
            line.spans.append(Line.Span(text: SafeText(line: run.text), role: role(of: run.attributes), stop: stop))
        }
        return line
    }

    /// A cell has one role: what the text is comes before its colour, and its weight goes with that.
    private static func role(of look: TextAttributes) -> Role {
        let isBold = look.style.contains(.bold)
        if look.style.contains(.link) { return isBold ? .strongLink : .link }
        if look.style.contains(.quote) { return .quote }
        switch look.colour {
        case .red: return isBold ? .strongRed : .red
        case .green: return isBold ? .strongGreen : .green
        case .yellow: return isBold ? .strongYellow : .yellow
        case .blue: return isBold ? .strongBlue : .blue
        case .magenta: return isBold ? .strongMagenta : .magenta
        case .cyan: return isBold ? .strongCyan : .cyan
        case nil: break
        }
        if isBold { return .strong }
        if look.style.contains(.underline) { return .underlined }
        return look.style.contains(.italic) ? .italic : .plain
    }
}
