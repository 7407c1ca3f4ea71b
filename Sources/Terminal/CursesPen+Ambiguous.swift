import TerminalText

/// Where characters of ambiguous width take two cells, curses, which thinks otherwise, is given one that is as wide
/// everywhere and a blank; what belongs there is written over them, each addressed by itself.
extension CursesPen {
    /// To be sent once curses has written the rows; cursor and attributes are then as they were. Empty for nothing.
    func overdrawing(_ screen: Screen, rows: some Sequence<Int>, columns: Int) -> String {
        guard Repertoire.isAmbiguousWide, !isASCII else { return "" }
        var sequence = ""
        for row in rows {
            for (column, cell) in zip(0..<columns, screen.row(row)) {
                guard let scalar = cell.cluster.unicodeScalars.first, CellWidth.isAmbiguous(scalar) else { continue }
                sequence += "\u{1B}[\(row + 1);\(column + 1)H\u{1B}[\(rendition(of: cell.role))m\(cell.cluster)"
            }
        }
        return sequence.isEmpty ? "" : "\u{1B}7" + sequence + "\u{1B}8"
    }

    /// Select Graphic Rendition (ECMA-48 section 8.3.117).
    private func rendition(of role: Role) -> String {
        let style = theme.style(of: role)
        var codes: [Int16] = [0]
        if style.isBold { codes.append(1) }
        if style.isItalic { codes.append(3) }
        if style.isUnderlined { codes.append(4) }
        if style.isReverse { codes.append(7) }
        if style.foreground != .own { codes.append(30 + style.foreground.rawValue) }
        if style.background != .own { codes.append(40 + style.background.rawValue) }
        return codes.map(String.init).joined(separator: ";")
    }
}
