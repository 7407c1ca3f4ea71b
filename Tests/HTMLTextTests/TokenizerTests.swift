import Testing

@testable import HTMLText

/// One suite of cases per group of states of the HTML standard, section 13.2.5.
@Suite struct TokenizerTests {
    /// `<a b="c">`, `</a>`, `<!--comment-->`, `<!doctype …>`; texts as they are, raw ones after `raw:`; `|` between.
    private func tokens(_ html: String, foreign: Bool = false) -> String {
        var tokenizer = HTMLTokenizer(Array(html.utf8))
        tokenizer.isForeign = foreign
        var tokens: [String] = []
        func string(_ range: Range<Int>) -> String { String(decoding: tokenizer.bytes[range], as: UTF8.self) }
        while let token = tokenizer.next() {
            switch token {
            case .text(let range, let isRaw): tokens.append((isRaw ? "raw:" : "") + string(range))
            case .startTag(let tag):
                let attributes = tokenizer.attributes.map { attribute in
                    " " + string(attribute.name) + (attribute.value.map { "=\"\(string($0))\"" } ?? "")
                }
                tokens.append("<" + string(tag.name) + attributes.joined() + (tag.isSelfClosing ? "/>" : ">"))
            case .endTag(let tag): tokens.append("</" + string(tag.name) + ">")
            case .comment(let range): tokens.append("<!--" + string(range) + "-->")
            case .doctype(let range): tokens.append("<!" + string(range) + ">")
            }
        }
        return tokens.joined(separator: "|")
    }

    @Test(
        "data, tag open, end tag open",
        arguments: [
            ("", ""), ("a", "a"), ("a<b>c", "a|<b>|c"), ("<", "<"), ("a<", "a<"), ("< a>", "< a>"), ("<3", "<3"),
            ("a < b", "a < b"), ("</", "</"), ("</>x", "x"), ("</ a>x", "<!-- a-->|x"), ("</3>x", "<!--3-->|x"),
            ("<?xml v?>x", "<!--?xml v?-->|x"), ("<>x", "<>x"), ("<<b>", "<|<b>"), ("a\0b", "a\0b"), ("&amp;", "&amp;"),
        ])
    func data(_ html: String, _ expected: String) {
        #expect(tokens(html) == expected)
    }

    @Test(
        "tag name, self-closing start tag",
        arguments: [
            ("<a>", "<a>"), ("<A>", "<A>"), ("</a>", "</a>"), ("</a b=c>", "</a>"), ("<a\n>", "<a>"), ("<a/>", "<a/>"),
            ("<a/ >", "<a>"), ("<a/b>", "<a b>"), ("<a//b>", "<a b>"), ("<o:p>", "<o:p>"), ("<a<b>", "<a<b>"),
            ("<a", ""), ("x<a", "x"), ("<a ", ""), ("</a", ""), ("<a/", ""), ("<a\0b>", "<a\0b>"),
        ])
    func names(_ html: String, _ expected: String) {
        #expect(tokens(html) == expected)
    }

    @Test(
        "attribute states",
        arguments: [
            ("<a b>", "<a b>"), ("<a b=c>", #"<a b="c">"#), ("<a b='c'>", #"<a b="c">"#),
            (#"<a b="c">"#, #"<a b="c">"#),
            ("<a b = c>", #"<a b="c">"#), ("<a b=>", #"<a b="">"#), ("<a b= >", #"<a b="">"#), ("<a =b>", "<a =b>"),
            ("<a =b=c>", #"<a =b="c">"#), ("<a b=c/d>", #"<a b="c/d">"#), ("<a b=c/>", #"<a b="c/">"#),
            (#"<a b="c"d>"#, #"<a b="c" d>"#), (#"<a b="c>"x>"#, #"<a b="c>" x>"#), ("<a b='\"'>", "<a b=\"\"\">"),
            ("<a b c>", "<a b c>"), ("<a b=c b=d>", #"<a b="c" b="d">"#), ("<a b\n=\nc>", #"<a b="c">"#),
            (#"<a b="c"#, ""), ("<a b=c", ""), ("<a b='c' ", ""), ("<a b=\"c\"/>", #"<a b="c"/>"#),
            ("<a b\"=c>", "<a b\"=\"c\">"),
            ("<a b=c&d>", #"<a b="c&d">"#), ("<a b=`c>", "<a b=\"`c\">"),
        ])
    func attributes(_ html: String, _ expected: String) {
        #expect(tokens(html) == expected)
    }

    @Test(
        "markup declaration open, comment states, bogus comment",
        arguments: [
            ("<!--a-->b", "<!--a-->|b"), ("<!---->b", "<!---->|b"), ("<!-->b", "<!---->|b"), ("<!--->b", "<!---->|b"),
            ("<!--a--!>b", "<!--a-->|b"), ("<!--a-- >b-->c", "<!--a-- >b-->|c"), ("<!--a->b-->c", "<!--a->b-->|c"),
            ("<!--a--->b", "<!--a--->|b"), ("<!--<!--a-->b", "<!--<!--a-->|b"), ("<!--a", "<!--a-->"),
            ("<!--a--", "<!--a---->"),
            ("<!--", "<!---->"), ("<!a>b", "<!--a-->|b"), ("<!>b", "<!---->|b"), ("<!", "<!---->"),
            ("<!-a>b", "<!---a-->|b"),
            ("<!--[if mso]>x<![endif]-->b", "<!--[if mso]>x<![endif]-->|b"),
            ("<!--[if !mso]><!-->a<!--<![endif]-->", "<!--[if !mso]><!-->|a|<!--<![endif]-->"),
            ("<![if !mso]>a<![endif]>", "<!--[if !mso]-->|a|<!--[endif]-->"),
        ])
    func comments(_ html: String, _ expected: String) {
        #expect(tokens(html) == expected)
    }

    @Test(
        "DOCTYPE states",
        arguments: [
            ("<!doctype html>a", "<!doctype html>|a"), ("<!DOCTYPE>a", "<!DOCTYPE>|a"),
            ("<!doctypehtml>", "<!doctypehtml>"),
            (#"<!doctype html PUBLIC "a>b">c"#, #"<!doctype html PUBLIC "a>|b">c"#),
            ("<!doctype html", "<!doctype html>"),
        ])
    func doctypes(_ html: String, _ expected: String) {
        #expect(tokens(html) == expected)
    }

    @Test(
        "RCDATA and RAWTEXT states",
        arguments: [
            ("<title>a<b></title>c", "<title>|a<b>|</title>|c"), ("<title>&amp;</TITLE >c", "<title>|&amp;|</TITLE>|c"),
            ("<textarea></text></textarea>", "<textarea>|</text>|</textarea>"), ("<title></title>", "<title>|</title>"),
            ("<style>a<b>&amp;</style>c", "<style>|raw:a<b>&amp;|</style>|c"),
            ("<style>a</styles></style>", "<style>|raw:a</styles>|</style>"),
            ("<style>a</style", "<style>|raw:a</style"), ("<style>a", "<style>|raw:a"),
            ("<xmp><p></xmp>", "<xmp>|raw:<p>|</xmp>"),
            ("<iframe><p></iframe>a", "<iframe>|raw:<p>|</iframe>|a"),
            ("<style><!--</style>-->", "<style>|raw:<!--|</style>|-->"),
            ("<style>a</style/>b", "<style>|raw:a|</style/>|b"),
        ])
    func rawTexts(_ html: String, _ expected: String) {
        #expect(
            tokens(html).replacing("</style/>", with: "</style>") == expected.replacing("</style/>", with: "</style>"))
    }

    @Test(
        "script data states, escaped and double escaped",
        arguments: [
            ("<script>a<b</script>c", "<script>|raw:a<b|</script>|c"),
            ("<script></scriptx></script>", "<script>|raw:</scriptx>|</script>"),
            ("<script><!--a</script>b", "<script>|raw:<!--a|</script>|b"),
            ("<script><!--<script>a</script>b--></script>c", "<script>|raw:<!--<script>a</script>b-->|</script>|c"),
            ("<script><!--<script>a</script></script>c", "<script>|raw:<!--<script>a</script>|</script>|c"),
            ("<script><!--<scriptx>a</script>c", "<script>|raw:<!--<scriptx>a|</script>|c"),
            ("<script><!--><script></script>c", "<script>|raw:<!--><script>|</script>|c"),
            ("<script>--><script></script>c", "<script>|raw:--><script>|</script>|c"), ("<script>a", "<script>|raw:a"),
        ])
    func scripts(_ html: String, _ expected: String) {
        #expect(tokens(html) == expected)
    }

    @Test("PLAINTEXT state", arguments: [("<plaintext>a</plaintext><b>", "<plaintext>|raw:a</plaintext><b>")])
    func plaintext(_ html: String, _ expected: String) {
        #expect(tokens(html) == expected)
    }

    @Test(
        "CDATA section states",
        arguments: [
            ("<![CDATA[a<b>]]>c", "raw:a<b>|c"), ("<![CDATA[a]]b]]]>c", "raw:a]]b]|c"), ("<![CDATA[a", "raw:a"),
            ("<![cdata[a]]>", "<!--[cdata[a]]-->"), ("<title><b>", "<title>|<b>"),
        ])
    func cdata(_ html: String, _ expected: String) {
        #expect(tokens(html, foreign: true) == expected)
    }

    @Test func cdataIsACommentInHTML() {
        #expect(tokens("<![CDATA[a>b]]>c") == "<!--[CDATA[a-->|b]]>c")
    }
}
