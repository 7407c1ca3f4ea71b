import Foundation
import HTMLText
import TerminalText
import Testing

@Suite struct ResilienceTests {
    private static let pieces = [
        "<b>", "</i>", "<div>", "<blockquote>", "<ul><li>", "<", "<!--", "&", "&#", "&a", "<a href=x>", "<a ", "<p>",
        "<td", "<td>x",
        "x ", "x", "<b></i>", "<script>", "<br>", "'", "<a title='", "<p style='display:none'>", "<table><tr><td>",
        "<table>",
        "<b><p>x", "</a><b>", "<svg><p>", "<![CDATA[", "e\u{301}", "日", "<font color=x><p>x", "<img alt=x>",
        "<tr><td>a<td>b",
        "<tr><td rowspan=9 colspan=9>a", "<style>a{color:red}</style><a>", "<p style='color:red'>x", "{{", "<dl><dd>",
    ]

    /// 1 MB takes less than a second when built for release: `ROOST_BOMBS=1 swift test -c release --filter Resilience`.
    private static let isFull = ProcessInfo.processInfo.environment["ROOST_BOMBS"] == "1"
    private static let size = isFull ? 1_000_000 : 5_000

    private func check(_ html: String) {
        let elapsed = ContinuousClock().measure { #expect(!HTMLDocument(html).lines(width: 80).isEmpty) }
        if Self.isFull { #expect(elapsed < .seconds(1)) }
    }

    @Test(arguments: pieces)
    func repetitionIsLinear(_ piece: String) {
        check("begin " + String(repeating: piece, count: Self.size / piece.utf8.count) + "end")
    }

    @Test func manyAttributesAreLinear() {
        let same = String(repeating: "a=b class=x ", count: Self.size / 12)
        let different = (0..<(Self.size / 10)).map { "a\($0)=b" }.joined(separator: " ")
        let classes = String(repeating: "a ", count: Self.size / 2)
        let declarations = String(repeating: "color:red;", count: Self.size / 10)
        check("<p \(same)>end")
        check("<p \(different)>end")
        check("<style>.a{color:red}</style><p class='\(classes)'>end")
        check("<p style='\(declarations)'>end")
    }

    @Test func manyRulesForManyElementsAreBounded() {
        let rules = (0..<(Self.size / 50)).map { ".x .y .a\($0 % 7), .x .x .a {color:red}" }.joined()
        check("<style>\(rules)</style>begin" + String(repeating: "<div class='x a'>", count: Self.size / 17))
    }

    @Test func randomHTMLNeverTraps() {
        let pieces = [
            "<", ">", "/", "=", "\"", "'", "&", "#", ";", "a", "p", "li", "<ul>", "<pre>", "</", "<!--", "-->", "\n",
            "\t", " ",
            "x", "href", "&#x", "日", "\u{301}", "<blockquote>", "</p>", "style=display:none", "<a href=", "<br>",
            "\u{0}",
            "<table>", "<tr>", "<td>", "<th colspan=2>", "</table>", "</td>", "<b>", "</b>", "</a>", "<style>",
            "</style>",
            "p{display:block}", "<h1>", "<img alt=q>", "&nbsp;", "<a href=y style='background:red'>", "<svg>",
            "\u{202E}", "<hr>",
            "<td align=right>", "<center>", "<td rowspan=2>", "<caption>", "<button>", "<dd>",
        ]
        var random = SplitMix(state: 1866)
        for _ in 0..<200 {
            let html = (0..<40).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let document = HTMLDocument(html)
            let width = Int.random(in: 2...30, using: &random)
            let lines = document.lines(width: width)
            for line in lines.dropLast(document.targets.count) { #expect(CellWidth.width(of: line.text) <= width) }
            for run in lines.flatMap(\.runs) { #expect(SafeText(line: run.text).string == run.text) }
            _ = document.text
            _ = document.findings
        }
    }
}

private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
