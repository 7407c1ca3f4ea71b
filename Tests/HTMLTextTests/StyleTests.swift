import Testing

@testable import HTMLText

@Suite struct StyleTests {
    private func colour(_ text: String) -> CSSColour? { CSSColour(Array(text.utf8)[...]) }

    @Test(arguments: [
        ("#abc", 0xAABBCC), ("#A1B2C3", 0xA1B2C3), ("a1b2c3", 0xA1B2C3), ("#abcf", 0xAABBCC), ("red", 0xFF0000),
        ("RED", 0xFF0000), ("rgb(1, 2,3)", 0x010203), ("rgb(100%,0%,50%)", 0xFF007F), ("rgba(1,2,3,0.5)", 0x010203),
        ("rgb(300 0 0 / 1)", 0xFF0000),
    ])
    func readsColours(_ text: String, _ expected: Int) {
        let channel = { (shift: Int) in UInt8(truncatingIfNeeded: expected >> shift) }
        #expect(colour(text) == .rgb(red: channel(16), green: channel(8), blue: channel(0)))
    }

    @Test(arguments: ["transparent", "#0000", "rgba(0,0,0,0)", "rgba(9,9,9,.0)"])
    func readsTransparency(_ text: String) {
        #expect(colour(text) == .transparent)
    }

    @Test(arguments: ["", "#", "#12", "#12345", "nosuch", "rgb(1)", "windowtext", "inherit"])
    func knowsNoOtherColours(_ text: String) {
        #expect(colour(text) == nil)
    }

    @Test(arguments: [
        ("red", TextColour.red), ("#c00", .red), ("#2e7d32", .green), ("#ffd700", .yellow), ("#0867ec", .blue),
        ("#00bcd4", .cyan), ("#bd93f9", .magenta), ("#e91e63", .red),
    ])
    func mapsColoursToThePalette(_ text: String, _ expected: TextColour) {
        #expect(colour(text).flatMap { TextColour($0) } == expected)
    }

    @Test(arguments: ["#000", "#fff", "#888", "#333333", "#111122", "#f5f5f0", "transparent"])
    func leavesGreysToTheTerminal(_ text: String) {
        #expect(colour(text).flatMap { TextColour($0) } == nil)
    }

    @Test(arguments: [
        ("12px", 12.0), ("12", 12), ("0", 0), ("1.5em", 15), ("50%", 5), ("3pt", 4), ("2rem", 32), ("-4px", -4),
        (".5em", 5),
    ])
    func readsLengths(_ text: String, _ pixels: Double) {
        #expect(CSSLength(Array(text.utf8)[...])?.pixels(fontSize: 10) == pixels)
    }

    @Test(arguments: ["", "auto", "px", "calc(1px)", "1vw", "1 2"])
    func knowsNoOtherLengths(_ text: String) {
        #expect(CSSLength(Array(text.utf8)[...]) == nil)
    }

    /// Whether `x` is hidden by a style sheet.
    private func hides(_ css: String, _ body: String = "<div class='a b' id=i><p class=c>x</p></div>") -> Bool {
        HTMLDocument("<style>\(css)</style>" + body).lines(width: 20).isEmpty
    }

    @Test(
        "selectors that match",
        arguments: [
            "p", "P", "*", ".c", "p.c", "#i", "div p", "div > p", "div>p", ".a.b p", "#i .c", "div.a.b#i > p.c", "q, p",
            "[class]",
            "p[class]", "[class=c]", "[class='c']", "div[class~=b]", "[class^=a]", "[class$=b]", "[class*=' ']",
            "[id|=i]",
            "body p, .b > .c", "a:link, p",
        ])
    func selects(_ selector: String) {
        #expect(hides(selector + "{display:none}"))
    }

    @Test(
        "selectors that do not",
        arguments: [
            "q", ".C", "p p", "p > div", ".a > .b", "#x p", "p#i", "div + p", "p ~ p", "p:hover", "p::before",
            "p:not(.x)", "",
            "p[class=x]", "[nosuch]", "p..c", "p >", "nosuch",
        ])
    func selectsNothing(_ selector: String) {
        #expect(!hides(selector + "{display:none}"))
    }

    @Test(
        "the cascade",
        arguments: [
            ("p{display:none} p{display:block}", false), ("p{display:block} p{display:none}", true),
            (".c{display:none} p{display:block}", true), ("#i p{display:block} .c{display:none}", false),
            ("p{display:none!important} .c{display:block}", true), ("p{display:none ! IMPORTANT}", true),
            ("p{display:block;display:none}", true), ("p{color:red;;display:none", true), ("p{}.c{display:none}", true),
            ("/* p{ */ p{display:none} /* } */", true), ("<!-- p{display:none} -->", true), ("p{content:'}'}", false),
            ("p{display:none}}q{}", true), ("@import 'x'; p{display:none}", true),
            ("@charset \"x\";p{display:none}", true),
            ("@font-face{src:url(x)} p{display:none}", true), ("p{DISPLAY:None}", true), ("p{display: nosuch}", false),
        ])
    func cascades(_ css: String, _ isHidden: Bool) {
        #expect(hides(css) == isHidden)
    }

    @Test(
        "media",
        arguments: [
            ("screen", true), ("all", true), ("only screen", true), ("print", false), ("not print", false), ("", true),
            ("(min-width:480px)", true), ("screen and (max-width:600px)", false), ("(max-width: 1200px)", true),
            ("print, screen", true), ("(prefers-color-scheme:dark)", false), ("(prefers-color-scheme: light)", true),
            ("only screen and (min-width:480px) and (max-width:599px)", false), ("(hover)", false),
            ("screen and (-webkit-min-device-pixel-ratio:0)", false),
        ])
    func asksMedia(_ query: String, _ holds: Bool) {
        #expect(hides("@media \(query) { p { display: none } }") == holds)
        #expect(hides("@media \(query) { q { color: red } } p { display: none }"))
    }

    @Test(
        "text that nobody sees",
        arguments: [
            "display:none", "visibility:hidden", "font-size:0", "font-size:1px", "font-size:.1em", "max-height:0",
            "opacity:0",
            "max-height:0px;overflow:hidden", "height:0;overflow:hidden", "width:0px;overflow:hidden",
            "color:transparent",
            "background:#fff;color:white", "mso-hide:all", "text-indent:-9999px", "font:0/0 a",
            "display:none !important",
        ])
    func hidesText(_ style: String) {
        #expect(HTMLDocument("<div style='\(style)'>x</div>").lines(width: 20).isEmpty)
    }

    @Test(
        "text that is seen",
        arguments: [
            "display:block", "visibility:visible", "font-size:9px", "max-height:10px", "opacity:0.5", "height:0",
            "color:white",
            "background:url(x);color:#fff", "background:#fff;color:#000", "mso-hide:none", "overflow:hidden",
            "text-indent:-18pt",
        ])
    func showsText(_ style: String) {
        #expect(HTMLDocument("<div style='\(style)'>x</div>").text == "x")
    }

    /// The look of `x`, which no text surrounds.
    private func look(_ html: String) -> TextAttributes? {
        HTMLDocument(html).lines(width: 20).first?.runs.first { $0.text.contains("x") }?.attributes
    }

    @Test(
        "looks, by declarations and by the attributes of old",
        arguments: [
            ("<p style='font-weight:bold'>x", TextAttributes(style: .bold)),
            ("<p style='font-weight:700'>x", TextAttributes(style: .bold)),
            ("<b style='font-weight:normal'>x", TextAttributes()),
            ("<p style='font-style:italic'>x", TextAttributes(style: .italic)),
            ("<p style='font:italic bold 12px/1 a'>x", TextAttributes(style: [.bold, .italic])),
            ("<p style='text-decoration:underline'>x", TextAttributes(style: .underline)),
            ("<p style='text-decoration-line:line-through'>x", TextAttributes(style: .strikethrough)),
            ("<u style='text-decoration:none'>x", TextAttributes()),
            ("<p style='color:#c00'>x", TextAttributes(colour: .red)),
            ("<font color='#0000cc'>x", TextAttributes(colour: .blue)),
            ("<style>.a{color:green}</style><p class=a>x", TextAttributes(colour: .green)),
        ] as [(String, TextAttributes)])
    func looks(_ html: String, _ expected: TextAttributes) {
        #expect(look(html) == expected)
    }

    @Test(
        "where text stands, by declarations and by the attributes of old",
        arguments: [
            ("<p style='text-align:right'>x", "         x"), ("<p align=center>x", "    x"),
            ("<div align=right>x", "         x"),
            ("<p style='direction:rtl'>x", "         x"), ("<p dir=rtl>שלום", "      שלום"),
            ("<p dir=rtl align=left>x", "x"),
            ("<p style='white-space:pre'>x  y", "x  y"), ("<p style='white-space:pre-line'>x  y\nz", "x y\nz"),
            ("<p style='white-space:pre-wrap'>x  y\n z", "x  y\n z"), ("<p style='white-space:nowrap'>x  y", "x y"),
            ("<p hidden>x</p>", ""), ("<td bgcolor=white><font color=#ffffff>x</font></td>", ""),
            ("<td bgcolor=black><font color=#ffffff>x</font></td>", "x"),
        ])
    func places(_ html: String, _ expected: String) {
        #expect(HTMLDocument(html).lines(width: 10).map(\.text).joined(separator: "\n") == expected)
    }
}
