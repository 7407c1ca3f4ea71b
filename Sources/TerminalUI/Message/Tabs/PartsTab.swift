import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// The MIME tree.
    static let parts = Tab(
        number: 5, name: "parts", title: "Parts", short: "P", count: { $0.parts.count < 2 ? 0 : $0.parts.count }
    ) { document, _ in
        let paths = document.parts.map { SafeText(line: $0.path) }
        let pathWidth = min(paths.map(\.width).max() ?? 0, 16) + 1
        let branches = branches(of: document.parts.map(\.depth))
        let head = "  " + SafeText("#").padded(to: pathWidth) + row("TYPE", "ENC", "CHARSET", "SIZE", "NAME / CID")
        let lines = document.parts.indices.map { index in
            let part = document.parts[index]
            var line = Line(
                "  " + paths[index].padded(to: pathWidth)
                    + row(
                        branches[index] + part.contentType, part.encoding ?? "-", part.charset ?? "-",
                        part.size.map(ByteCount.short) ?? "-", part.filename ?? part.contentID.map { "<\($0)>" } ?? ""))
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
        _ type: String, _ encoding: String, _ charset: String, _ size: String, _ name: String
    ) -> SafeText {
        SafeText(line: type).padded(to: 28) + " " + SafeText(line: encoding).padded(to: 8) + " "
            + SafeText(line: charset).padded(to: 9) + " " + SafeText(line: size).rightAligned(in: 7) + "  "
            + SafeText(line: name)
    }
}
