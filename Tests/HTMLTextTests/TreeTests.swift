import Testing

@testable import HTMLText

/// HTML standard, section 13.2.6.
@Suite struct TreeTests {
    /// `b(i("x") "y")`
    private func tree(_ html: String) -> String {
        let tree = HTMLTreeBuilder.tree(of: Array(html.utf8))
        func show(_ node: Int) -> String {
            let element = tree.nodes[node].element
            guard let element else {
                return "\"" + String(decoding: tree.text[tree.nodes[node].range], as: UTF8.self) + "\""
            }
            var children: [String] = []
            var child = Int(tree.nodes[node].firstChild)
            while child >= 0 {
                children.append(show(child))
                child = Int(tree.nodes[child].next)
            }
            let inner = children.joined(separator: " ")
            return node == HTMLTree.root ? inner : element.name + (inner.isEmpty ? "" : "(\(inner))")
        }
        return show(HTMLTree.root)
    }

    @Test(
        "implied end tags",
        arguments: [
            ("<p>a<p>b", #"p("a") p("b")"#), ("<p>a<div>b", #"p("a") div("b")"#),
            ("<p><b>a<p>b", #"p(b("a")) p(b("b"))"#),
            ("<li>a<li>b", #"li("a") li("b")"#), ("<ul><li>a<ul><li>b</ul><li>c", #"ul(li("a" ul(li("b"))) li("c"))"#),
            ("<dl><dt>a<dd>b<dt>c", #"dl(dt("a") dd("b") dt("c"))"#), ("<h1>a<h2>b", #"h1("a") h2("b")"#),
            ("<h1>a</h2>b", #"h1("a") "b""#), ("<option>a<option>b", #"option("a") option("b")"#),
            ("</p>a", #"p "a""#), ("</br>a", #"br "a""#), ("</div>a", #""a""#),
            ("<div>a</span>b</div>c", #"div("a" "b") "c""#),
            ("<li><div><li>", "li(div) li"), ("<p>a<br>b</p>", #"p("a" br "b")"#), ("<head><p>a", #"head p("a")"#),
            ("<head><title>a</title></head>b", #"head(title("a")) "b""#), ("a</body></html>b", #""a" "b""#),
            ("<pre>\na</pre>", #"pre("a")"#), ("<pre>\n\na</pre>", "pre(\"\na\")"),
            ("<foo>a<bar>b</foo>c", #"unknown("a" unknown("b")) "c""#),
        ])
    func implied(_ html: String, _ expected: String) {
        #expect(tree(html) == expected)
    }

    @Test(
        "tables",
        arguments: [
            ("<table><tr><td>a<td>b<tr><td>c", #"table(tr(td("a") td("b")) tr(td("c")))"#),
            ("<table><td>a", #"table(tr(td("a")))"#),
            ("<table><tbody><tr><td>a</table>b", #"table(tbody(tr(td("a")))) "b""#),
            ("<table><tr><td><table><tr><td>a</table>b", #"table(tr(td(table(tr(td("a"))) "b")))"#),
            ("<table><tr><td><p>a</td>b", #"table(tr(td(p("a")) "b"))"#),
            ("<table>a<tr><td>b", #"table("a" tr(td("b")))"#),
            ("<table><tr><table><tr><td>a", #"table(tr) table(tr(td("a")))"#), ("<td>a<td>b", #"td("a") td("b")"#),
            ("<table><tr><td><div></table>a", #"table(tr(td(div))) "a""#),
            ("<table><tr><td></div>a", #"table(tr(td("a")))"#),
            ("<div><table><tr><td></div>a", #"div(table(tr(td("a"))))"#),
            ("<b><table><tr><td>a</b>b", #"b(table(tr(td("a" "b"))))"#),
            ("<table><tr><td><b>a<td>b", #"table(tr(td(b("a")) td("b")))"#),
            ("<table> <tr> <td>a", #"table(tr(td("a")))"#),
            ("<table><caption>a<tr><td>b", #"table(caption("a") tr(td("b")))"#),
        ])
    func tables(_ html: String, _ expected: String) {
        #expect(tree(html) == expected)
    }

    @Test(
        "formatting elements",
        arguments: [
            ("<b>a<i>b</b>c</i>d", #"b("a" i("b")) i("c") "d""#), ("<b><p>a</b>b", #"b p(b("a") "b")"#),
            ("<a>1<div>2<div>3</a>4", #"a("1") div(a("2") div(a("3") "4"))"#), ("<a>a<a>b", #"a("a") a("b")"#),
            ("<b><b><b><b>a<p>b", #"b(b(b(b("a" p("b")))))"#),
            ("<p><b><b><b><b>a<p>b", #"p(b(b(b(b("a"))))) p(b(b(b("b"))))"#),
            ("<p><font color=a>x<p>y</font>z", #"p(font("x")) p(font("y") "z")"#), ("</b>a", #""a""#),
            ("<i>a<div>b</i>c</div>d", #"i("a") div(i("b") "c") "d""#),
        ])
    func formatting(_ html: String, _ expected: String) {
        #expect(tree(html) == expected)
    }

    @Test(
        "foreign elements",
        arguments: [
            ("<svg><title><b>a</svg>b", #"svg(title) b("a" "b")"#),
            ("<svg><path/><g>a</g></svg>b", #"svg(unknown unknown("a")) "b""#),
            ("<svg><p>a", #"svg p("a")"#), ("<svg/>a", #"svg "a""#),
        ])
    func foreign(_ html: String, _ expected: String) {
        #expect(tree(html) == expected)
    }

    @Test func depthIsBounded() {
        let tree = HTMLTreeBuilder.tree(of: Array((String(repeating: "<div>", count: 2_000) + "a").utf8))
        var (depth, node) = (0, tree.nodes.count - 1)
        while node != HTMLTree.root {
            node = Int(tree.nodes[node].parent)
            depth += 1
        }
        #expect(depth == 257)
    }

    @Test func firstOfADuplicateAttributeCounts() {
        let tree = HTMLTreeBuilder.tree(of: Array("<a href=a HREF=b title='x&amp;y' alt>".utf8))
        #expect(tree.string(of: .href, in: 1) == "a")
        #expect(tree.string(of: .title, in: 1) == "x&y")
        #expect(tree.string(of: .alt, in: 1) == "")
        #expect(tree.string(of: .src, in: 1) == nil)
    }
}
