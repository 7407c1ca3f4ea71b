import Testing

@testable import HTMLText

/// HTML standard, section 13.2.5.72 onwards.
@Suite struct CharacterReferenceTests {
    private func decode(_ text: String, inAttribute: Bool = false) -> String {
        var decoded: [UInt8] = []
        CharacterReference.decode(Array(text.utf8)[...], inAttribute: inAttribute, into: &decoded)
        return String(decoding: decoded, as: UTF8.self)
    }

    @Test(
        "named",
        arguments: [
            ("&amp;", "&"), ("&lt;b&gt;", "<b>"), ("&AMP;&AMP", "&&"), ("&copy", "©"), ("&copyx", "©x"),
            ("&notit;", "¬it;"),
            ("&notin;", "∉"), ("&euro;", "€"), ("&euro", "&euro"), ("&nosuch;", "&nosuch;"), ("&", "&"),
            ("&&amp;", "&&"),
            ("&;", "&;"), ("& amp;", "& amp;"), ("&ngE;", "≧̸"), ("&fjlig;", "fj"), ("&Aacute", "Á"), ("&aacute", "á"),
            ("&CounterClockwiseContourIntegral;", "∳"),
            ("&CounterClockwiseContourIntegrals;", "&CounterClockwiseContourIntegrals;"),
            ("&amp;amp;", "&amp;"), ("x&ampy", "x&y"), ("&zwnj;", "\u{200C}"), ("&frac12", "½"), ("&lang;", "⟨"),
            ("&apos;", "'"),
            ("&apos", "&apos"),
        ])
    func named(_ text: String, _ expected: String) {
        #expect(decode(text) == expected)
    }

    @Test(
        "numeric",
        arguments: [
            ("&#65;", "A"), ("&#65", "A"), ("&#x41;", "A"), ("&#X41;", "A"), ("&#x41g", "Ag"), ("&#;", "&#;"),
            ("&#x;", "&#x;"),
            ("&#xg;", "&#xg;"), ("&#", "&#"), ("&#0;", "\u{FFFD}"), ("&#xD800;", "\u{FFFD}"),
            ("&#x110000;", "\u{FFFD}"),
            ("&#99999999999999999999;", "\u{FFFD}"), ("&#128;", "€"), ("&#x9F;", "Ÿ"), ("&#129;", "\u{81}"),
            ("&#13;", "\r"),
            ("&#x1F600;", "😀"),
        ])
    func numeric(_ text: String, _ expected: String) {
        #expect(decode(text) == expected)
    }

    @Test(
        "in attributes",
        arguments: [
            ("?a&copy=b", "?a&copy=b"), ("?a&copyb", "?a&copyb"), ("?a&copy2", "?a&copy2"), ("?a&copy;=b", "?a©=b"),
            ("?a&copy", "?a©"), ("?a&copy&b", "?a©&b"), ("?a&amp;b", "?a&b"), ("&#65=", "A="),
        ])
    func inAttribute(_ text: String, _ expected: String) {
        #expect(decode(text, inAttribute: true) == expected)
    }
}
