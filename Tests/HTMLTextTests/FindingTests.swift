import HTMLText
import Testing

@Suite struct FindingTests {
    private func codes(_ html: String) -> [HTMLFinding.Code] { HTMLDocument(html).findings.map(\.code) }

    @Test(
        "what a link's text says",
        arguments: [
            ("https://evil.test/", "https://bank.test/login", true), ("https://evil.test/", "www.bank.com", true),
            ("https://evil.test/", "bank.com/x", true), ("https://user@evil.test:8443/", "bank.example", true),
            ("https://bank.test/login", "https://bank.test", false), ("https://www.bank.test/", "bank.test", false),
            ("https://bank.test/", "BANK.test", false), ("https://evil.test/", "Log in", false),
            ("https://evil.test/", "bank", false),
            ("https://evil.test/", "go to bank.test now", false), ("mailto:a@b.test", "bank.test", false),
            ("https://evil.test/", "ann@bank.test", false), ("https://evil.test/", "README.md", false),
            ("/x", "bank.test", false),
            ("https://t.test/?u=bank.test", "3.14", false), ("//evil.test/", "bank.test", true),
        ])
    func linkTextDiffers(_ url: String, _ text: String, _ expected: Bool) {
        #expect(codes("<a href='\(url)'>\(text)</a>").contains(.linkTextDiffers) == expected)
    }

    @Test(
        "where links lead",
        arguments: [
            ("http://localhost:3000/x", [HTMLFinding.Code.localhostLink]), ("https://app.localhost/", [.localhostLink]),
            ("http://127.0.0.1", [.localhostLink]), ("http://127.9.9.9/", [.localhostLink]),
            ("http://[::1]:80/", [.localhostLink]),
            ("http://0.0.0.0:8000", [.localhostLink]), ("http://10.0.0.1/", [.privateLink]),
            ("https://192.168.1.4/", [.privateLink]),
            ("https://172.16.0.1/", [.privateLink]), ("https://172.32.0.1/", []), ("https://intranet/", [.privateLink]),
            ("https://nas.local/", [.privateLink]), ("http://[fd00::1]/", [.privateLink]),
            ("https://[2001:db8::1]/", []),
            ("http://example.test/", [.httpLink]), ("https://example.test/", []), ("HTTP://EXAMPLE.test/", [.httpLink]),
            ("mailto:a@localhost", []), ("tel:+1", []), ("/relative", []), ("https://localhost.example.test/", []),
        ])
    func hosts(_ url: String, _ expected: [HTMLFinding.Code]) {
        #expect(codes("<a href='\(url)'>x</a>") == expected)
    }

    @Test(
        "placeholders",
        arguments: [
            ("Hi {{name}}!", ["{{name}}"]), ("{{ user.first_name }} and {{x}}", ["{{ user.first_name }}", "{{x}}"]),
            ("{% if x %}", ["{% if x %}"]), ("${name}", ["${name}"]), ("<%= name %>", ["<%= name %>"]),
            ("code %s, %d", ["%s", "%d"]),
            ("%1$s", ["%1$s"]), ("%(name)s", ["%(name)s"]), ("*|FNAME|*", ["*|FNAME|*"]), ("[[name]]", []),
            ("#{name}", ["#{name}"]), ("{$name}", ["{$name}"]), ("Hello undefined,", ["undefined"]),
            ("Dear null", ["null"]),
            ("Hi, None!", ["None"]), ("undefined", ["undefined"]), ("?id=null&x", ["null"]), ("$NaN", ["NaN"]),
            ("[object Object]", ["[object Object]"]), ("None of this is null and void", []), ("an undefined word", []),
            ("100%done, 5 % sales, 20%s", []), ("{} {a} {{}} $5 #1 [x]", []), ("a * b | c", []), ("%save %start", []),
            ("nullable", []), ("{{ never closed", []),
        ])
    func placeholders(_ text: String, _ expected: [String]) {
        #expect(Placeholder.all(in: text) == expected)
    }

    @Test func placeholdersAreFoundWhereverAReaderOrABrowserMeetsThem() {
        let html = """
            <style>{{css}}</style><script>{{js}}</script><div style="display:none">{{preview}}</div>
            <a href="https://a.test/%7B%7Btoken%7D%7D">x</a><a href="https://a.test/{{id}}">x</a><img alt="" src="{{logo}}">
            """
        let found = HTMLDocument(html).findings
        #expect(found.allSatisfy { $0.code == .placeholderLeft })
        #expect(found.map(\.text) == ["{{preview}}", "%7B%7BTOKEN%7D%7D", "{{id}}", "{{logo}}"])
        #expect(found.map { $0.url != nil } == [false, true, true, true])
    }

    @Test(
        "images without alt",
        arguments: [
            ("<img src=x>", true), ("<img src=x alt=''>", false), ("<img src=x alt=x>", false),
            ("<img src=x width=1 height=1>", false),
            ("<div style='display:none'><img src=x></div>", false),
        ])
    func images(_ html: String, _ expected: Bool) {
        #expect(codes(html).contains(.imageWithoutAlt) == expected)
    }

    @Test func findingsSayWhere() {
        let found = HTMLDocument("<p>{{a}}</p><a href=http://b.test>b</a><img src=c>").findings
        #expect(found.map(\.offset) == [3, 12, 39])
        #expect(found.map(\.url) == [nil, "http://b.test", "c"])
    }

    @Test func wordsBehindManyBlanksAreLinear() {
        let blanks = String(repeating: " ", count: 100_000)
        #expect(Placeholder.all(in: blanks + String(repeating: "null ", count: 20_000)).isEmpty)
        #expect(Placeholder.all(in: blanks + "undefined\n") == ["undefined"])
    }

    @Test func openingsWithoutAnEndAreLinear() {
        for piece in ["{{", "${", "<%", "*|", "%", "null "] {
            #expect(Placeholder.all(in: String(repeating: piece, count: 2_000)).count <= 2_000)
        }
    }
}
