import Foundation
import HTMLText
import TerminalText
import Testing

@Suite struct HTMLFixtureTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fixtures/html").standardizedFileURL

    @Test(arguments: ["newsletter", "lists", "quotes", "pre", "broken", "wide"])
    func rendersAsBefore(_ name: String) throws {
        let html = String(decoding: try Data(contentsOf: Self.folder.appending(path: name + ".html")), as: UTF8.self)
        let actual = [20, 60].map { width in
            "--- \(width)\n" + HTMLRenderer.render(html, width: width).map { marked($0) + "\n" }.joined()
        }.joined()
        let golden = Self.folder.appending(path: name + ".expected")
        if ProcessInfo.processInfo.environment["ROOST_RECORD"] == "1" { try Data(actual.utf8).write(to: golden) }
        let expected = String(decoding: try Data(contentsOf: golden), as: UTF8.self)
        #expect(actual == expected)
        if actual != expected { try Data(actual.utf8).write(to: Self.folder.appending(path: name + ".failed")) }
        checkWidths(html)
    }

    /// Styles as marks: `*` bold, `/` italic, `_` underline, `@` link.
    private func marked(_ line: StyledLine) -> String {
        line.runs.map { run in
            var marks = ""
            if run.style.contains(.bold) { marks += "*" }
            if run.style.contains(.italic) { marks += "/" }
            if run.style.contains(.underline) { marks += "_" }
            if run.style.contains(.link) { marks += "@" }
            return marks + run.text + String(marks.reversed())
        }.joined()
    }

    private func checkWidths(_ html: String) {
        let document = HTMLDocument(html)
        for width in 2...40 {
            let lines = document.lines(width: width).dropLast(document.links.count)
            for line in lines { #expect(CellWidth.width(of: line.text) <= width) }
        }
    }
}
