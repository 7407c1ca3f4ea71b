import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// The header section in the order received, decoded, with the raw form under what was decoded.
    static let headers = Tab(
        number: 3, name: "headers", title: "Headers", short: "Hd",
        hints: ["find", "yank", "raw", "headers", "next", "index"]
    ) { document, context in
        var lines: [Line] = []
        var stops: [Stop] = []
        let shown = document.fields.indices.filter { index in
            !context.options.hidesHeaders || isInteresting(document.fields[index].name)
        }
        let nameWidth =
            min(
                shown.map { SafeText(line: document.fields[$0].name).width }.max() ?? 0, 24, context.width / 3) + 6
        for index in shown {
            let field = document.fields[index]
            stops.append(Stop(line: lines.count, what: .field(index)))
            let name = SafeText(line: "\(index + 1) ").rightAligned(in: 5) + SafeText(line: field.name)
            let value = context.options.showsRawHeaders ? field.rawValue : field.value
            var shownRows = rows(name, value, nameWidth: nameWidth, width: context.width)
            for row in shownRows.indices { shownRows[row].stop = stops.count - 1 }
            lines += shownRows
            if !context.options.showsRawHeaders, field.rawValue != field.value {
                let label = SafeText("raw").rightAligned(in: nameWidth - 1)
                lines += rows(label, field.rawValue, nameWidth: nameWidth, width: context.width)
            }
        }
        var page = Page(lines.isEmpty ? [Line("no header fields", .note)] : lines)
        page.stops = stops
        let decoded = document.fields.count { $0.rawValue != $0.value }
        let hidden = document.fields.count - shown.count
        page.notes = ["\(document.fields.count) headers, \(decoded) decoded"]
        if hidden > 0 { page.notes.append("\(hidden) hidden (h shows them)") }
        return page
    }

    private static func rows(_ name: SafeText, _ value: String, nameWidth: Int, width: Int) -> [Line] {
        let values = SafeText.lines(value)
        return (values.isEmpty ? [.empty] : values).enumerated().flatMap { index, value in
            field(index == 0 ? name : .empty, value, nameWidth: nameWidth, width: width)
        }
    }

    private static func isInteresting(_ name: String) -> Bool {
        let name = name.lowercased()
        let dull = ["received", "dkim-", "arc-", "authentication-results", "x-", "return-path", "mime-version"]
        return !dull.contains { name.hasPrefix($0) }
    }
}
