import TerminalText
import Testing

@Suite struct QuotedLinesTests {
    private func lines(_ text: String, _ width: Int, breaksWords: Bool = true) -> [String] {
        SafeText.lines(text, width: width, breaksWords: breaksWords).map(\.string)
    }

    @Test(arguments: [
        ("one two three", 7, ["one two", "three"]), ("one two", 7, ["one two"]), ("  one two", 6, ["  one", "two"]),
        ("a   b", 3, ["a", "b"]), ("abcdefgh", 3, ["abc", "def", "gh"]), ("a bcdefgh", 4, ["a", "bcde", "fgh"]),
        ("", 5, []),
        ("a\n\nb\n", 5, ["a", "", "b"]), ("日本語", 5, ["日本", "語"]), ("a\tb", 20, ["a       b"]), ("ab    ", 3, ["ab"]),
        ("     a", 3, ["a"]), ("      ", 3, [""]), ("x y", 0, ["x", "y"]),
    ])
    func breakAtBlanks(_ text: String, _ width: Int, _ expected: [String]) {
        #expect(lines(text, width) == expected)
    }

    @Test(arguments: [
        ("> one two three", 9, ["> one two", "> three"]), (">> one two", 7, [">> one", ">> two"]),
        ("> > one two", 8, ["> > one", "> > two"]), (">one two", 5, [">one", ">two"]),
        ("> abcdefgh", 6, ["> abcd", "> efgh"]), (">>>>>>>> one", 6, [">>>>>>", ">> one"]),
        ("a > b c", 5, ["a > b", "c"]),
    ])
    func keepQuoteMarks(_ text: String, _ width: Int, _ expected: [String]) {
        #expect(lines(text, width) == expected)
    }

    @Test func longWordsStayWholeWhenAsked() {
        #expect(lines("a abcdefgh b", 4, breaksWords: false) == ["a", "abcdefgh", "b"])
    }

    @Test(arguments: [("> a", 2), (">a", 1), ("> > a", 4), (">>  a", 3), ("a", 0), (" > a", 0), ("", 0), ("> ", 2)])
    func quoteMarksAreCounted(_ text: String, _ cells: Int) {
        #expect(SafeText(line: text).quoteMarks == cells)
    }

    @Test func marksLeaveRoomForAWideCharacter() {
        #expect(SafeText.lines(">一", width: 2).map(\.string) == [">", "一"])
        #expect(SafeText.lines(">一二", width: 3).map(\.string) == [">一", ">二"])
    }
}
