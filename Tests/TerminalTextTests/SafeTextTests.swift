import Testing

@testable import TerminalText

struct SafeTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("\u{1B}]0;x\u{7}", "^[]0;x^G"), ("a\u{202E}b", "ab"), ("a\0b", "a^@b"),
        ("a\tb\r\nc", "a b c"),
        ("\u{9B}31m", "<9B>31m"), ("\u{7F}", "^?"), ("a\u{200B}b\u{AD}", "ab"), ("\u{E000}", "\u{FFFD}"),
        ("\u{E0041}x", "x"), ("x\u{2028}y", "x y"), ("👩\u{200D}💻", "👩💻"), ("❤\u{FE0F}", "❤"),
        ("e\u{301}\u{302}\u{303}", "e\u{301}\u{302}"), ("\u{301}", "\u{25CC}\u{301}"), ("日本", "日本"), ("שלום", "שלום"),
    ])
    func lines(input: String, output: String) {
        #expect(Array(SafeText(line: input).string.unicodeScalars) == Array(output.unicodeScalars))
    }

    @Test(arguments: [
        ("a\nb\r\nc", ["a", "b", "c"]), ("a\n", ["a"]), ("\n\n", ["", ""]), ("", []), ("a\tb", ["a       b"]),
        ("12345678\tx", ["12345678        x"]), ("a\rb", ["a^Mb"]), ("a\r", ["a^M"]), ("\u{202E}x", ["<U+202E>x"]),
        ("\u{E0041}", ["<U+E0041>"]), ("\u{1B}[31m", ["^[[31m"]), ("a\u{200B}b", ["ab"]),
        ("e\u{301}\u{301}\u{301}\u{301}\u{301}", ["e\u{301}\u{301}\u{301}\u{301}"]),
    ])
    func text(input: String, output: [String]) {
        #expect(
            SafeText.lines(input).map { Array($0.string.unicodeScalars) } == output.map { Array($0.unicodeScalars) })
    }

    @Test(arguments: [
        ("a\r\n", "a$"), ("a\n", "a<LF>"), ("a\rb\r\n", "a<CR>b$"), ("a", "a"), ("\u{1B}[0m\r\n", "^[[0m$"),
        ("x\u{200B}", "x<U+200B>"), ("\u{202E}", "<U+202E>"), ("\u{9B}", "<9B>"), ("\r\r\n", "<CR>$"), ("\n", "<LF>"),
        ("e\u{301}\u{301}\u{301}\u{301}\u{301}", "e\u{301}\u{301}\u{301}\u{301}<U+0301>"),
    ])
    func source(input: String, output: String) {
        #expect(Array(SafeText.source(Array(input.utf8)).string.unicodeScalars) == Array(output.unicodeScalars))
    }

    @Test(arguments: [
        (Sanitizer.Place.text, "f\u{FC}r \u{20AC}", "f<U+00FC>r <U+20AC>"), (.text, "e\u{301}\u{200D}", "e<U+0301>"),
        (.source, "\u{65E5}", "<U+65E5>"), (.line, "f\u{FC}r", "f\u{FC}r"), (.text, "\u{9B}\t|", "<9B>    |"),
    ])
    func whatIsNotInASCIIIsToldByItsCode(place: Sanitizer.Place, input: String, output: String) {
        var sanitizer = Sanitizer(for: place, isASCII: true)
        for scalar in input.unicodeScalars { sanitizer.append(scalar) }
        #expect(Array(sanitizer.finish().string.unicodeScalars) == Array(output.unicodeScalars))
    }

    @Test func sourceShowsOctetsThatAreNoUTF8() {
        #expect(
            SafeText.source([0x63, 0xE9, 0x20, 0x80, 0xC3, 0xA9, 0xF0, 0x9F, 0x0A]).string
                == "c\\xE9 \\x80é\\xF0\\x9F<LF>")
    }

    @Test func madeVisibleIsToldApart() {
        let runs = SafeText(line: "a\u{1B}b").runs
        #expect(runs.map(\.text) == ["a", "^[", "b"])
        #expect(runs.map(\.emphasis) == [.plain, .control, .plain])
    }

    @Test func longLinesAreCut() {
        let lines = SafeText.lines(String(repeating: "x", count: 150_000))
        #expect(lines.map(\.width) == [65_537, 65_537, 18_928])
        #expect(lines[0].string.hasSuffix("\\"))
    }

    @Test(arguments: [
        ("abcdef", 4, "abc~"), ("abcd", 4, "abcd"), ("日本語", 5, "日本~"), ("日本語", 4, "日~"),
        ("e\u{301}xyz", 2, "e\u{301}~"),
        ("abc", 0, ""), ("abc", 1, "~"), ("日本", 1, "~"),
    ])
    func truncation(input: String, cells: Int, output: String) {
        let text = SafeText(line: input).truncated(to: cells)
        #expect(text.string == output)
        #expect(text.width <= cells)
    }

    @Test(arguments: [("abcdef", 2, "cdef"), ("日本語", 2, "本語"), ("日本語", 1, "本語"), ("e\u{301}x", 1, "x"), ("ab", 9, "")])
    func dropping(input: String, cells: Int, output: String) {
        #expect(SafeText(line: input).dropping(cells).string == output)
    }

    @Test func wrapping() {
        #expect(SafeText(line: "the quick brown fox").wrapped(to: 10).map(\.string) == ["the quick ", "brown fox"])
        #expect(SafeText(line: "abcdefghij").wrapped(to: 4).map(\.string) == ["abcd", "efgh", "ij"])
        #expect(SafeText(line: "日本語日本語").wrapped(to: 5).map(\.string) == ["日本", "語日", "本語"])
        #expect(SafeText.empty.wrapped(to: 5).count == 1)
    }

    /// Whatever comes in, nothing that a terminal acts on goes out, and no cell gets more marks than curses holds.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func nothingDangerousComesOut(seed: UInt64) {
        var random = SplitMix(state: seed)
        let scalars = (0..<200).compactMap { _ in
            Unicode.Scalar(UInt32(random.next() % [0x100, 0x3000, 0x11_0000][Int(random.next() % 3)]))
        }
        let text = String(String.UnicodeScalarView(scalars))
        let bytes = (0..<300).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        for safe in [SafeText(line: text), SafeText.source(bytes), SafeText.source(Array(text.utf8))]
            + SafeText.lines(text)
        {
            expectHarmless(safe)
            #expect(CellWidth.width(of: safe.string) == safe.width)
            expectHarmless(safe.truncated(to: 17))
            expectHarmless(safe.dropping(9))
            for line in safe.wrapped(to: 13) { #expect(line.width <= 13) }
        }
    }

    private func expectHarmless(_ text: SafeText) {
        var marks = 4
        for scalar in text.string.unicodeScalars {
            #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
            #expect(!scalar.properties.isBidiControl && !scalar.properties.isNoncharacterCodePoint)
            marks = CellWidth.width(of: scalar) > 0 ? 0 : marks + 1
            #expect(marks <= 4)
        }
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
