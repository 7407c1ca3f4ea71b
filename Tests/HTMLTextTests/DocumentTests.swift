import HTMLText
import TerminalText
import Testing

@Suite struct DocumentTests {
    private func text(_ html: String, width: Int = 72) -> String {
        HTMLDocument(html).lines(width: width).map(\.text).joined(separator: "\n")
    }

    @Test(
        "blocks and blanks",
        arguments: [
            ("", ""), ("plain", "plain"), ("  a \n\t b  ", "a b"), ("<p>a<p>b", "a\n\nb"),
            ("<div>a</div><div>b</div>", "a\nb"),
            ("a<br>b", "a\nb"), ("a<br><br><br><br>b", "a\n\nb"), ("a<br></p><p>b", "a\n\nb"),
            ("<b>a</b> <i>b</i>", "a b"),
            ("a<b> b</b>c", "a bc"), ("<h1>T</h1>x", "T\n=\n\nx"), ("<h2>T</h2>", "T\n-"), ("<h3>T</h3>x", "T\n\nx"),
            ("<script>x</script>a<style>y</style>b<!-- c -->d", "abd"), ("a<hr>b", "a\n──────────\nb"),
            ("<p style='margin:0'>a<p style='margin:0'>b", "a\nb"),
            ("<div style='margin-top:20px'>a</div><div>b</div>", "a\nb"),
            ("a<div style='padding:20px 0'>b</div>c", "a\n\nb\n\nc"), ("<q>a</q>", "“a”"), ("a<wbr>b", "ab"),
            ("a&nbsp;&nbsp;b", "a b"), ("a &nbsp; b", "a b"), ("&nbsp;", ""),
            ("<pre> a\n  b\tc</pre>", " a\n  b     c"),
            ("<noscript>a</noscript>", "a"), ("<textarea>a\n b</textarea>", "a\n b"),
        ])
    func turnsIntoText(_ html: String, _ expected: String) {
        #expect(text(html, width: 10) == expected)
    }

    @Test(
        "filler and what a terminal must not get",
        arguments: [
            ("a&#8203;b&shy;c\u{200C} d", "abc d"), ("👩\u{200D}💻", "👩💻"), ("a\u{0}\u{1B}[31mb\u{9B}", "a[31mb"),
            ("a\u{202E}b", "ab"), ("\u{301}a", "◌́a"), ("e\u{301}\u{302}\u{303}", "e\u{301}\u{302}"),
            ("e<b>\u{301}</b>", "e\u{301}"),
            ("\u{E000}", "\u{FFFD}"), ("a\u{2028}b", "a b"), ("\u{3164}\u{2800}", ""), ("&#65279;a", "a"),
        ])
    func leavesOut(_ html: String, _ expected: String) {
        #expect(text(html) == expected)
    }

    @Test(
        "lists",
        arguments: [
            ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"), ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
            ("<ul><li>a<ul><li>b</ul><li>c</ul>", "• a\n  ◦ b\n• c"),
            ("<ol start=9><li>a<li value=20>b<li>c</ol>", "9. a\n20. b\n21. c"),
            ("<ol type=a><li>a</ol>", "a. a"), ("<ol type=I start=4><li>a</ol>", "IV. a"),
            ("<ol reversed><li>a<li>b</ol>", "2. a\n1. b"),
            ("<ul style='list-style:none'><li>a</ul>", "a"), ("<ul type=square><li>a</ul>", "▪ a"), ("<li>a", "• a"),
            ("<ul><li>one two three", "• one two\n  three"), ("<ul><li><p>a<p>b</ul>", "• a\n\n  b"),
            ("<dl><dt>a<dd>b</dl>", "a\n    b"),
            ("<ul><li></li><li>a</ul>", "• a"), ("<ol style='list-style-type:lower-roman'><li>a</ol>", "i. a"),
        ])
    func lists(_ html: String, _ expected: String) {
        #expect(text(html, width: 10) == expected)
    }

    @Test(
        "quotes",
        arguments: [
            ("<blockquote>a</blockquote>", "> a"),
            ("<blockquote>a<blockquote>b</blockquote>c</blockquote>d", "> a\n>\n> > b\n>\n> c\n\nd"),
            ("<blockquote>one two three four</blockquote>", "> one two\n> three\n> four"),
            ("<blockquote><p>a<p>b</blockquote>", "> a\n>\n> b"), ("<blockquote><ul><li>a</ul></blockquote>", "> • a"),
        ])
    func quotes(_ html: String, _ expected: String) {
        #expect(text(html, width: 10) == expected)
    }

    @Test(
        "alignment",
        arguments: [
            ("<center>ab</center>", "    ab"), ("<p align=right>ab", "        ab"),
            ("<p style='text-align:center'>a b", "   a b"),
            ("<p dir=rtl>ab", "        ab"), ("<td align=center><table><tr><td>ab", "ab"),
            ("<div style='text-align:center'><table><tr><td>ab", "    ab"), ("<center><ul><li>a</ul></center>", "• a"),
        ])
    func aligns(_ html: String, _ expected: String) {
        #expect(text(html, width: 10) == expected)
    }

    @Test(
        "tables",
        arguments: [
            ("<table><tr><td>a</td><td>b</td></tr></table>", "a  b"),
            ("<tr><td>a</td><td>b</td></tr><tr><td>c", "a  b\nc"),
            ("<table><tr><th>A<th>B<tr><td>cc<td>d</table>", "A   B\n─────\ncc  d"),
            ("<table><tr><th>A<th align=right>B<tr><td>cc<td align=right>10</table>", "A    B\n──────\ncc  10"),
            ("<table><tr><td>one two three<td>four five six</table>", "one two three\nfour five six"),
            ("<table><tr><td><p>a<p>b<td>c</table>", "a\n\nb\n\nc"),
            ("<table><tr><td><table><tr><td>a</table><td>b</table>", "a  b"),
            ("<table><caption>T<tr><td>a<td>b<tr><td>c<td>d</table>", "T\n\na  b\nc  d"),
            ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", "a  b\nc"),
            ("<table><tr><th>A<th>B<tr><td rowspan=2>a<td>b<tr><td>c</table>", "A  B\n────\na  b\n   c"),
            ("<table><tr><th>A<th>B<th>C<tr><td colspan=2>ab<td>c</table>", "A  B  C\n───────\nab    c"),
        ])
    func tables(_ html: String, _ expected: String) {
        #expect(text(html, width: 15) == expected)
    }

    @Test func aTableThatAlmostFitsWrapsItsWidestColumnInReadingOrder() {
        let html = "<table><tr><th>Item<th>Qty<tr><td>a long thing with a long name<td>12</table>"
        #expect(
            text(html, width: 22) == "Item               Qty\n" + String(repeating: "─", count: 22)
                + "\na long thing with\na long name        12")
    }

    @Test func aTableThatDoesNotFitIsWrittenInRows() {
        let html = "<table><tr><th>Name<th>Text<tr><td>abcdefghij<td>one two three four five</table>"
        #expect(text(html, width: 20) == "Name | Text\nabcdefghij | one\n  two three four\n  five")
    }

    @Test(
        "buttons",
        arguments: [
            ("<a href=x style='background:#00f'>Pay now</a>", "[ Pay now ][1]"),
            ("<a href=x style='display:inline-block;padding:5px 10px'>Pay</a>", "[ Pay ][1]"),
            ("<table><tr><td bgcolor=#0000ff><a href=x>Pay</a></td></tr></table>", "[ Pay ][1]"),
            ("<a href=x style='background:#00f'></a>", "[1]"), ("<button>Go</button>", "[ Go ]"),
            ("<input type=submit value=Go>", "[ Go ]"),
            ("<a href=x style='display:block;background:#00f'><img alt=Pay></a>", "[ Pay ][1]"),
        ])
    func buttons(_ html: String, _ expected: String) {
        #expect(text(html).hasPrefix(expected))
    }

    @Test(
        "images",
        arguments: [
            ("<img alt='x'>", "x"), ("<img alt=' x  y '>", "x y"), ("<img alt=''>", ""), ("<img src=x>", ""),
            ("<img alt='x' width=1 height=1>", ""), ("<img alt=x style='width:1px;height:1px'>", ""),
            ("a<img alt=b>c", "a b c"),
            ("<img alt=a><img alt=b>", "a b"), ("(<img alt=a>)", "(a)"),
        ])
    func images(_ html: String, _ expected: String) {
        #expect(text(html) == expected)
    }

    @Test func linksAreNumberedAndListed() {
        let html = """
            <a href="https://a.test/">one</a> <a href="https://b.test/?x=1&amp;y=2&copy=3">two</a>, <a href="https://a.test/">three</a>
            <a href="#top">top</a> <a href="javascript:alert(1)">no</a> <a>bare</a><a href=" c\n">x</a>y
            """
        #expect(
            text(html) == """
                one [1] two [2], three [1] top no barex [3] y

                [1] https://a.test/
                [2] https://b.test/?x=1&y=2&copy=3
                [3] c
                """)
        #expect(HTMLDocument(html).targets == ["https://a.test/", "https://b.test/?x=1&y=2&copy=3", "c"])
    }

    @Test(
        "URLs",
        arguments: [
            (" https://a.test/x\n y ", "https://a.test/x y"), ("a\tb", "ab"), ("a\u{202E}b", "a%E2%80%AEb"),
            ("a\u{A0}b", "a%C2%A0b"),
            ("a\u{1B}b", "a%1Bb"), ("a\u{0}b", "a\u{FFFD}b"), ("ü", "ü"), ("\u{1}a", "a"), ("{{ x }}", "{{ x }}"),
        ])
    func urls(_ written: String, _ expected: String) {
        #expect(HTMLDocument("<a href=\"\(written)\">x</a>").targets == [expected])
    }

    @Test func linksAndImagesAreData() {
        let html =
            "<p><a href=x>one <b>two</b><img alt=three></a> <a href=x>four</a><img src='http://t.test/1.gif' width=1 height=1><img src=cid:a></p>"
        let document = HTMLDocument(html)
        #expect(document.links.map(\.number) == [1, 1])
        #expect(document.links.map(\.text) == ["one two three", "four"])
        #expect(document.links.map(\.offset) == [3, 47])
        #expect(document.links == HTMLDocument.links(of: html))
        #expect(document.images.map(\.text) == ["three", nil, nil])
        #expect(document.images.map(\.isPixel) == [false, true, false])
        #expect(document.images.map(\.isRemote) == [false, true, false])
    }

    @Test func aLinkThatABlockCutsInTwoIsOneLink() {
        let document = HTMLDocument("<p><a href=x>one<p>two</a>")
        #expect(document.links.map(\.text) == ["onetwo"])
        #expect(text("<p><a href=x><div>one</div></a>").hasPrefix("one [1]\n\n[1]"))
    }

    @Test func stylesColoursAndLinksAreKept() {
        let html = "<blockquote><b>a</b> <i>b<u>c</u></i> <font color=red>d</font> <a href=x>e</a></blockquote>"
        let runs = HTMLDocument(html).lines(width: 40)[0].runs
        #expect(
            runs == [
                StyledRun("> ", TextAttributes(style: .quote)), StyledRun("a", TextAttributes(style: [.quote, .bold])),
                StyledRun(" ", TextAttributes(style: .quote)),
                StyledRun("b", TextAttributes(style: [.quote, .italic])),
                StyledRun("c", TextAttributes(style: [.quote, .italic, .underline])),
                StyledRun(" ", TextAttributes(style: .quote)),
                StyledRun("d", TextAttributes(style: .quote, colour: .red)),
                StyledRun(" ", TextAttributes(style: .quote)),
                StyledRun("e [1]", TextAttributes(style: [.quote, .link], link: 1)),
            ])
    }

    @Test(
        "wrapping",
        arguments: [
            ("one two three four", 9, "one two\nthree\nfour"), ("abcdefghij kl", 4, "abcd\nefgh\nij\nkl"),
            ("日本語", 4, "日本\n語"),
            ("日本。語", 4, "日\n本。\n語"), ("ab日本", 4, "ab日\n本"), ("a b&nbsp;c d", 5, "a b c\nd"),
            ("aaa&nbsp;bbb", 5, "aaa\nbbb"),
            ("aaaa bb", 4, "aaaa\nbb"), ("<pre>a  b c</pre>", 4, "a  b\nc"),
        ])
    func wraps(_ html: String, _ width: Int, _ expected: String) {
        #expect(text(html, width: width) == expected)
    }

    @Test func longWordsStayWholeWhenAsked() {
        let lines = HTMLDocument("a abcdefghij b").lines(width: 4, breaksWords: false).map(\.text)
        #expect(lines == ["a", "abcdefghij", "b"])
    }

    @Test func textHasNoWidth() {
        let html = "<center>one two</center><p>three <a href=x>four</a><table><tr><td>a<td>b</table>"
        #expect(HTMLDocument(html).text == "one two\n\nthree four [1]\n\na  b\n\n[1] x")
    }
}
