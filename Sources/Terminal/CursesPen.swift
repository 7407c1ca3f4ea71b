import CNcursesw
import Glibc
import TerminalText

/// Draws cells into a window of curses, in the styles of a theme.
struct CursesPen {
    private struct Ink {
        var attributes: attr_t
        var pair: Int16
    }

    private var inks: [Role: Ink] = [:]
    let isASCII: Bool
    let theme: Theme

    /// After `newterm`. Uses colours only when there are eight of them.
    ///
    /// - Parameter isASCII: Whether the terminal is sent nothing beyond ASCII.
    init(usesColour: Bool, isASCII: Bool) {
        self.isASCII = isASCII
        let hasColour = usesColour && has_colors() && start_color() == OK && use_default_colors() == OK
        theme = hasColour ? Theme.eightColours : .mono
        var pair: Int16 = 0
        for role in Role.allCases {
            let style = theme.style(of: role)
            var ink = Ink(attributes: 0, pair: 0)
            if style.isBold { ink.attributes |= cncurses_bold }
            if style.isItalic { ink.attributes |= cncurses_italic }
            if style.isReverse { ink.attributes |= cncurses_reverse }
            if style.isUnderlined { ink.attributes |= cncurses_underline }
            if hasColour, style.foreground != .own || style.background != .own {
                pair += 1
                init_pair(pair, style.foreground.rawValue, style.background.rawValue)
                ink.pair = pair
            }
            inks[role] = ink
        }
    }

    /// Each cluster is addressed by itself, so that a terminal which thinks otherwise of its width harms one cell only.
    func draw(_ screen: Screen, row: Int, columns: Int, on window: UnsafeMutablePointer<WINDOW>?) {
        wmove(window, Int32(row), 0)
        wclrtoeol(window)
        for (column, cell) in zip(0..<columns, screen.row(row)) where !cell.cluster.isEmpty {
            let ink = inks[cell.role] ?? Ink(attributes: 0, pair: 0)
            let hasLines = !isASCII && !Repertoire.isAmbiguousWide && cell.role == .border
            let line = hasLines ? screen.line(row: row, column: column) : nil
            var characters = line.map { [wchar_t(bitPattern: $0.value)] } ?? drawable(cell.cluster)
            characters.append(0)
            var complex = cchar_t()
            setcchar(&complex, characters, ink.attributes, ink.pair, nil)
            wmove(window, Int32(row), Int32(column))
            wadd_wch(window, &complex)
        }
    }

    /// What the C library knows by another width would make curses lose count of its columns: U+FFFD stands for it, or what
    /// is as wide everywhere.
    private func drawable(_ cluster: String) -> [wchar_t] {
        if isASCII {
            return [cluster.unicodeScalars.first.map { $0.isASCII ? wchar_t(bitPattern: $0.value) : 0x3F } ?? 0x20]
        }
        let characters = cluster.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
        let agrees = zip(characters, cluster.unicodeScalars).allSatisfy { character, scalar in
            wcwidth(character) == Int32(CellWidth.width(of: scalar))
        }
        if agrees { return characters }
        return [Repertoire.isAmbiguousWide ? 0x3F : 0xFFFD]
    }
}
