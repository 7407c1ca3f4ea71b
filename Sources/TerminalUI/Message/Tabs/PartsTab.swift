import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// The MIME tree.
    static let parts = Tab(number: 5, name: "parts", title: "Parts") { document, _ in
        let paths = document.parts.map { SafeText(line: $0.path) }
        let pathWidth = min(paths.map(\.width).max() ?? 0, 16) + 1
        let head = SafeText("#").padded(to: pathWidth) + row("TYPE", "ENC", "CHARSET", "SIZE", "NAME")
        let lines = zip(paths, document.parts).map { path, part in
            // Deep trees must not push the names of types off the screen.
            let indent = String(repeating: "  ", count: min(part.depth, 6))
            return Line(
                path.padded(to: pathWidth)
                    + row(
                        indent + part.contentType, part.encoding ?? "-", part.charset ?? "-",
                        part.size.map(ByteCount.short) ?? "-", part.filename ?? ""))
        }
        return Page([Line(head, .columnHeader)] + lines)
    }

    private static func row(
        _ type: String, _ encoding: String, _ charset: String, _ size: String, _ name: String
    ) -> SafeText {
        SafeText(line: type).padded(to: 29) + " " + SafeText(line: encoding).padded(to: 8) + " "
            + SafeText(line: charset).padded(to: 10) + " " + SafeText(line: size).rightAligned(in: 7) + "  "
            + SafeText(line: name)
    }
}
