import TerminalText
import Testing

@testable import Terminal

struct LineTests {
    private static let picture = ["+--+--+", "|  |  |", "+--+--+", "|  |  |", "+--+--+"]

    @Test func bordersAreShownAsLinesThatJoin() {
        var screen = Screen(size: Size(columns: 8, rows: 5))
        for (row, text) in Self.picture.enumerated() {
            screen.draw(SafeText(line: text), row: row, column: 0, role: .border)
        }
        let shown = (0..<5).map { row in
            String(String.UnicodeScalarView((0..<7).map { screen.line(row: row, column: $0) ?? " " }))
        }
        #expect(shown == ["┌──┬──┐", "│  │  │", "├──┼──┤", "│  │  │", "└──┴──┘"])
    }

    @Test func whatOnlyLooksLikeABorderIsLeft() {
        var screen = Screen(size: Size(columns: 4, rows: 1))
        screen.draw("+-|x", row: 0, column: 0)
        #expect((0..<4).allSatisfy { screen.line(row: 0, column: $0) == nil })
        screen.draw("+", row: 0, column: 0, role: .border)
        #expect(screen.line(row: 0, column: 0) == "+")
        #expect(screen.line(row: 1, column: 0) == nil && screen.line(row: 0, column: -1) == nil)
    }
}
