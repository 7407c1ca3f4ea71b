import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// The MIME tree.
    static let parts = Tab(
        number: 5, name: "parts", title: "Parts", short: "P",
        hints: ["enter", "export", "save-all", "open-link", "pipe", "index"],
        count: { $0.parts.count < 2 ? 0 : $0.parts.count }
    ) { document, context in
        let isNarrow = context.width < 60
        let paths = document.parts.map { SafeText(line: $0.path) }
        let pathWidth = min(paths.map(\.width).max() ?? 0, 16) + 1
        let branches = branches(of: document.parts.map(\.depth))
        let head =
            "  " + SafeText("#").padded(to: pathWidth) + row("TYPE", "ENC", "CHARSET", "SIZE", "NAME / CID", isNarrow)
        let lines = document.parts.indices.map { index in
            let part = document.parts[index]
            var line = Line(
                "  " + paths[index].padded(to: pathWidth)
                    + row(
                        branches[index] + part.contentType, part.encoding ?? "-", part.charset ?? "-",
                        part.size.map(ByteCount.short) ?? "-", part.filename ?? part.contentID.map { "<\($0)>" } ?? "",
                        isNarrow))
            line.stop = index
            return line
        }
        var page = Page(lines)
        page.heading = [Line(head, .columnHeader)]
        page.stops = document.parts.indices.map { Stop(line: $0, what: .part(document.parts[$0].path)) }
        page.isList = true
        page.notes = ["\(document.parts.count) parts"]
        return page
    }

    /// What joins each row to its parent. Deep trees must not push the names of types off the screen.
    private static func branches(of depths: [Int]) -> [String] {
        var open: [Bool] = []
        var branches: [String] = []
        for depth in depths.reversed() {
            // From below: a row is the last of its siblings when none of its depth was seen since a shallower one.
            while open.count <= depth { open.append(false) }
            open.removeSubrange((depth + 1)...)
            let trunk = open[..<depth].dropFirst().map { $0 ? "|  " : "   " }.suffix(5).joined()
            branches.append(depth == 0 ? "" : trunk + (open[depth] ? "|- " : "`- "))
            open[depth] = true
        }
        return branches.reversed()
    }

    private static func row(
        _ type: String, _ encoding: String, _ charset: String, _ size: String, _ name: String, _ isNarrow: Bool
    ) -> SafeText {
        let coding = SafeText(line: encoding).padded(to: 8) + " " + SafeText(line: charset).padded(to: 9) + " "
        return SafeText(line: type).padded(to: isNarrow ? 16 : 28) + " " + (isNarrow ? .empty : coding)
            + SafeText(line: size).rightAligned(in: isNarrow ? 5 : 7) + "  " + SafeText(line: name)
    }
}
