import Terminal
import TerminalText
import Testing

struct ScreenTests {
    private func text(_ screen: Screen, row: Int = 0) -> String {
        screen.row(row).map(\.cluster).joined()
    }

    @Test func drawsWideAndCombining() {
        var screen = Screen(size: Size(columns: 6, rows: 1))
        #expect(screen.draw(SafeText(line: "日e\u{301}x"), row: 0, column: 0) == 4)
        #expect(screen.row(0).map(\.cluster) == ["日", "", "e\u{301}", "x", " ", " "])
    }

    @Test func cutsAtTheEnd() {
        var screen = Screen(size: Size(columns: 5, rows: 1))
        screen.draw("abcdefgh", row: 0, column: 1, to: 4)
        #expect(text(screen) == " ab~ ")
        screen.draw("日本語", row: 0, column: 0)
        #expect(text(screen) == "日本~")
    }

    @Test func overwritingHalfOfAWideClusterBlanksTheOther() {
        var screen = Screen(size: Size(columns: 4, rows: 1))
        screen.draw("日本", row: 0, column: 0)
        screen.draw("x", row: 0, column: 1)
        #expect(screen.row(0).map(\.cluster) == [" ", "x", "本", ""])
        screen.draw("y", row: 0, column: 2)
        #expect(screen.row(0).map(\.cluster) == [" ", "x", "y", " "])
    }

    @Test func outsideIsIgnored() {
        var screen = Screen(size: Size(columns: 2, rows: 1))
        let blank = screen
        screen.draw("a", row: 1, column: 0)
        screen.draw("a", row: -1, column: 0)
        screen.draw("a", row: 0, column: 2)
        screen.draw("a", row: 0, column: -1)
        screen.fill(row: 5, role: .title)
        #expect(screen == blank)
        screen.moveCursor(column: 9, row: 9)
        #expect(screen.cursor.column == 1 && screen.cursor.row == 0)
    }

    @Test func controlFormsHaveTheirRole() {
        var screen = Screen(size: Size(columns: 4, rows: 1))
        screen.draw(SafeText(line: "a\u{1B}b"), row: 0, column: 0, role: .title)
        #expect(screen.row(0).map(\.role) == [.title, .control, .control, .title])
    }

    @Test func everyRoleThatColourTellsIsToldWithoutColour() {
        // Errors stand out from other toasts by their word; these must differ from plain text in mono.
        for role in [Role.rowSelected, .rowNew, .title, .control, .tabActive, .toastError, .match] {
            #expect(Theme.mono.style(of: role) != Theme.mono.style(of: .plain))
        }
        for role in Role.allCases { #expect(Theme.mono.style(of: role).foreground == .own) }
    }

    @Test func rolesHaveLettersOfTheirOwn() {
        #expect(Set(Role.allCases.map(\.rawValue)).count == Role.allCases.count)
    }
}
