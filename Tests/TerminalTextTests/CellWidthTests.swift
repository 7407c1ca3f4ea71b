import Testing

@testable import TerminalText

struct CellWidthTests {
    @Test(arguments: [
        ("a", 1), ("", 0), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("ｱ", 1), ("Ａ", 2), ("한", 2), ("한", 2), ("😀", 2),
        ("👍🏽", 4), ("\u{200B}", 0), ("\u{AD}", 0), ("α", 1), ("שלום", 4), ("\u{1F1E6}", 1), ("\u{20000}", 2),
        ("│", 1), ("\u{10FFFF}", 1),
    ])
    func widths(text: String, width: Int) {
        #expect(CellWidth.width(of: text) == width)
        #expect(text.reduce(0) { $0 + CellWidth.width(of: $1) } == width)
    }

    @Test(arguments: [
        ("\u{3B1}", 2), ("\u{2502}", 2), ("\u{B0}", 2), ("a", 1), ("\u{65E5}", 2), ("\u{301}", 0), ("\u{E9}", 2),
    ])
    func ambiguousWidthsMayBeTwo(text: String, width: Int) {
        #expect(text.unicodeScalars.map { CellWidth.width(of: $0, isAmbiguousWide: true) } == [width])
    }

    @Test func tablesAreSortedAndApart() {
        for table in [CellWidth.wide, CellWidth.zero, CellWidth.ambiguous] {
            for (before, after) in zip(table, table.dropFirst()) { #expect(before.upperBound < after.lowerBound) }
        }
    }
}
