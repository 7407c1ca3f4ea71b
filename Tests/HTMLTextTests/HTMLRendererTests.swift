import HTMLText
import TerminalText
import Testing

@Suite struct HTMLRendererTests {
    private func text(_ html: String, width: Int = 72) -> String {
        HTMLRenderer.render(html, width: width).map(\.text).joined(separator: "\n")
    }

    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("  a \n\t b  ", "a b"), ("<p>a<p>b", "a\n\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("a<br>b", "a\nb"), ("a<br></p><p>b", "a\n\nb"), ("<b>a</b> <i>b</i>", "a b"), ("a<b> b</b>c", "a bc"),
        ("<h1>T</h1>x", "T\n\nx"), ("<tr><td>a</td><td>b</td></tr><tr><td>c", "a b\nc"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"), ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        ("<script>x</script>a<style>y</style>b<!-- c -->d", "abd"), ("<head><p>x</p></head><body>y", "y"),
        ("<head>x<body>y", "y"), ("<div style='display:none'>x<p>y</p></div>z", "z"),
        ("<p style='display:none'>x<p>y", "y"), ("&lt;&amp;&gt;&quot;&apos;&#39;&#x27;", "<&>\"'''"),
        ("&auml;&Auml;&yuml;&euro;&hellip;", "äÄÿ€…"), ("&nosuch; &", "&nosuch; &"), ("&copy &#; &", "© &#; &"),
        ("a&#8203;b&shy;c\u{200C} d", "abc\u{200C} d"), ("👩\u{200D}💻", "👩\u{200D}💻"),
        ("a\u{0}\u{1B}[31mb\u{9B}", "a[31mb"),
        ("<img alt='x'>", "x"), ("<img alt='x' width=1 height=1>", ""), ("a<hr>b", "a\n──────────\nb"),
    ])
    func turnsIntoText(_ html: String, _ expected: String) {
        #expect(text(html, width: 10) == expected)
    }

    @Test func linksAreNumberedAndListed() {
        let html = """
            <a href="https://a.test/">one</a> <a href="https://b.test/?x=1&amp;y=2&copy=3">two</a> <a href="https://a.test/">three</a>
            <a href="#top">top</a> <a href="javascript:alert(1)">no</a> <a>bare</a>
            """
        #expect(
            text(html) == """
                one [1] two [2] three [1] top no bare

                [1] https://a.test/
                [2] https://b.test/?x=1&y=2&copy=3
                """)
        #expect(HTMLDocument(html).links == ["https://a.test/", "https://b.test/?x=1&y=2&copy=3"])
    }

    @Test func stylesAreKept() {
        let runs = HTMLRenderer.render("<blockquote><b>a</b> <i>b<u>c</u></i></blockquote>", width: 20)[0].runs
        #expect(
            runs == [
                StyledRun("> ", style: .quote), StyledRun("a", style: [.quote, .bold]), StyledRun(" ", style: .quote),
                StyledRun("b", style: [.quote, .italic]),
                StyledRun("c", style: [.quote, .italic, .underline]),
            ])
    }

    @Test func wrapsAtTheWidth() {
        #expect(text("one two three four", width: 9) == "one two\nthree\nfour")
        #expect(text("abcdefghij kl", width: 4) == "abcd\nefgh\nij\nkl")
        #expect(text("日本語", width: 4) == "日本\n語")
        #expect(text("abc", width: 0) == "a\nb\nc")
    }

    @Test(arguments: [
        "<b>", "</i>", "<div>", "<blockquote>", "<ul><li>", "<", "<!--", "&", "&#", "<a href=x>", "<a ", "<p>", "<td>",
        "x ", "x",
        "<b></i>", "<script>", "<br>", "'", "<a title='", "<p style='display:none'>",
    ])
    func repetitionIsLinear(_ piece: String) {
        let html = "begin " + String(repeating: piece, count: 100_000 / piece.utf8.count) + "end"
        let elapsed = ContinuousClock().measure {
            #expect(text(html).hasPrefix("begin"))
        }
        #expect(elapsed < .seconds(20))
    }

    @Test func randomHTMLNeverTraps() {
        let pieces = [
            "<", ">", "/", "=", "\"", "'", "&", "#", ";", "a", "p", "li", "<ul>", "<pre>", "</", "<!--", "-->", "\n",
            "\t", " ",
            "x", "href", "&#x", "日", "\u{301}", "<blockquote>", "</p>", "style=display:none", "<a href=", "<br>",
            "\u{0}",
        ]
        var random = SplitMix(state: 1866)
        for _ in 0..<2_000 {
            let html = (0..<40).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let document = HTMLDocument(html)
            for line in document.lines(width: 11).dropLast(document.links.count) {
                #expect(CellWidth.width(of: line.text) <= 11)
                #expect(line.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
            }
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
