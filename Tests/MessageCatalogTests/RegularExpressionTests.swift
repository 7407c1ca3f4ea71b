import Testing

@testable import MessageCatalog

@Suite struct RegularExpressionTests {
    @Test(
        arguments: [
            ("a", "xAy", "A"), ("a*", "baa", ""), ("a+", "baaa", "aaa"), ("a+?", "baaa", "a"), ("a|ab", "ab", "a"),
            ("(a|ab)c", "abc", "abc"), ("ab?c", "ac", "ac"), ("[a-c]+", "xxBCa!", "BCa"), ("[^a-c]+", "abXYc", "XY"),
            (#"\d{6}"#, "code 123456 ok", "123456"), (#"\d{2,3}"#, "1 12345", "123"), (#"\d{2,}"#, "1 12345", "12345"),
            (#"\d{2,3}?"#, "12345", "12"), ("x{", "ax{b", "x{"), (".", "\n é", " "), (".+", "ab\ncd", "ab"),
            ("(?s).+", "ab\ncd", "ab\ncd"), ("^cd", "ab\ncd", nil), ("(?m)^cd$", "ab\ncd\nef", "cd"),
            ("^ab", "ab", "ab"),
            ("(?-i)A", "aA", "A"), (#"\bcat\b"#, "concat cat", "cat"), (#"\Bcat"#, "cat concat", "cat"),
            (#"\p{Lu}"#, "é", "é"), (#"(?-i)\p{Lu}"#, "éÉ", "É"), (#"\PL+"#, "ab12c", "12"),
            (#"[\d\s]+"#, "a1 2b", "1 2"),
            ("[[:alpha:]]+", "1ab2", "ab"), ("[]x]+", "a]x", "]x"), ("[a-]+", "x-a", "-a"),
            (#"\x41\x{e9}"#, "aÉ", "aÉ"),
            (#"https?://[^\s"]+"#, "see https://a.test/x?y=1 now", "https://a.test/x?y=1"),
            ("(?:ab)+", "xababa", "abab"),
            ("(?P<code>[0-9]+)", "a12", "12"), ("", "abc", ""), ("()|a", "a", ""), ("(a*)*", "aab", "aa"),
            ("ÄRGER", "ärger", "ärger"),
            (#"a\.b"#, "axb a.b", "a.b"), ("z", "abc", nil), ("(a{2}){2}", "aaaaa", "aaaa"), ("a{0}b", "ab", "b"),
        ] as [(String, String, String?)])
    func findsTheFirst(pattern: String, text: String, match: String?) throws {
        #expect(try RegularExpression(pattern).firstMatch(in: text).map(String.init) == match)
    }

    @Test(arguments: [
        ("(a", 1), ("a)", 2), ("*a", 1), ("a**", 3), ("[a", 1), ("a{5,2}", 2), ("a{2000}", 2), (#"\"#, 1), (#"\1"#, 2),
        ("(?=a)", 3), ("[b-a]", 4), ("(((a{100}){100}){100})", 15), (#"\p{Xx}"#, 6),
    ])
    func saysWhereItIsWrong(pattern: String, position: Int) {
        let error = #expect(throws: RegularExpression.SyntaxError.self) { try RegularExpression(pattern) }
        #expect(error?.position == position, "\(error?.message ?? "")")
    }

    /// What takes a backtracking engine for ever. Were the time not linear, this would not end.
    @Test(arguments: [
        "(a*)*b", "(a|a)*b", "(a|aa)+$", "(.*)*x",
        "a?{30}a{30}".replacing("a?{30}", with: String(repeating: "a?", count: 30)),
    ])
    func isNeverSlow(pattern: String) throws {
        let text = String(repeating: "a", count: 5_000) + "!"
        _ = try RegularExpression(pattern).firstMatch(in: text)
    }

    @Test(
        arguments: [
            ("a", "aba", ["a", "a"]), ("^a", "aab", ["a"]), (#"\bb"#, "ab b", ["b"]), ("a*", "ab", ["a", ""]),
            ("", "ab", ["", ""]), ("a*", "", [""]), (#"code (\d+)"#, "code 12, code 7", ["12", "7"]),
            ("a$", "aa", ["a"]),
            ("(?:é|日)", "é日e", ["é", "日"]),
        ] as [(String, String, [String])])
    func capturesAll(pattern: String, text: String, captures: [String]) throws {
        #expect(try RegularExpression(pattern).captures(in: text) == captures)
    }

    /// Were the rest of the text looked at again for each match, this would take minutes.
    @Test func manyMatchesAreNotSlow() throws {
        let text = String(repeating: "7 ", count: 20_000)
        #expect(try RegularExpression(#"\d"#).captures(in: text).count == 20_000)
    }
}
