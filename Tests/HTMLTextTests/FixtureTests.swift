import Foundation
import HTMLText
import TerminalText
import Testing

/// Mails in the manner of the families that are sent, with what they look like at three widths beside them.
@Suite struct FixtureTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fixtures/html").standardizedFileURL

    private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".html") }.map { String($0.dropLast(5)) }.sorted()

    @Test func thereAreMany() {
        #expect(Self.names.count >= 60)
    }

    @Test(arguments: names)
    func looksAsBefore(_ name: String) throws {
        let document = HTMLDocument(try html(name))
        let actual = [40, 80, 120].map { width in
            "--- \(width)\n" + document.lines(width: width).map { marked($0) + "\n" }.joined()
        }.joined()
        let golden = Self.folder.appending(path: name + ".expected")
        if ProcessInfo.processInfo.environment["ROOST_RECORD"] == "1" { try Data(actual.utf8).write(to: golden) }
        let expected = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
        #expect(actual == expected)
        if actual != expected { try Data(actual.utf8).write(to: Self.folder.appending(path: name + ".failed")) }
    }

    /// In the mails every word that nobody sees begins with `xhid`; all others are seen, in their order.
    @Test(arguments: names)
    func showsWhatIsSeenAndNothingElse(_ name: String) throws {
        let document = HTMLDocument(try html(name))
        let texts = [20, 80].map { document.lines(width: $0).map(\.text) } + [[document.text]]
        for lines in texts { #expect(!lines.contains { $0.contains("xhid") }) }
    }

    @Test(arguments: names)
    func keepsItsWidthAndIsFitForATerminal(_ name: String) throws {
        let document = HTMLDocument(try html(name))
        let listed = document.targets.count
        for width in [2, 11, 80] {
            let lines = document.lines(width: width)
            for line in lines.dropLast(listed) { #expect(CellWidth.width(of: line.text) <= width) }
            for run in lines.flatMap(\.runs) { #expect(SafeText(line: run.text).string == run.text) }
        }
    }

    @Test(arguments: names)
    func linksAreListedInFull(_ name: String) throws {
        let document = HTMLDocument(try html(name))
        let lines = Set(document.lines(width: 20).map(\.text))
        for link in document.links { #expect(lines.contains("[\(link.number)] \(link.url)")) }
    }

    private func html(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: Self.folder.appending(path: name + ".html")), as: UTF8.self)
    }

    /// Styles as marks: `*` bold, `/` italic, `_` underline, `~` strikethrough, `@` link; colours by their letter.
    private func marked(_ line: StyledLine) -> String {
        line.runs.map { run in
            let style = run.attributes.style
            var marks = run.attributes.colour.map { "{\($0)}" } ?? ""
            if style.contains(.bold) { marks += "*" }
            if style.contains(.italic) { marks += "/" }
            if style.contains(.underline) { marks += "_" }
            if style.contains(.strikethrough) { marks += "~" }
            if style.contains(.link) { marks += "@" }
            return marks + run.text
                + String(marks.drop { $0 != "}" || !marks.contains("}") }.filter { !"{}".contains($0) }.reversed())
        }.joined()
    }
}
