import TerminalText

extension LineWriter {
    /// Beside each other if there is room, else below each other, apart if they are long.
    mutating func write(_ row: TableRow) {
        let paragraphs = row.paragraphs
        guard let first = paragraphs.first else { return }
        let widths = paragraphs.map { CellWidth.width(ofUTF8: $0.text[...]) }
        let total = widths.reduce(0, +) + 2 * (paragraphs.count - 1)
        if paragraphs.count > 1, total <= available(in: first.box),
            !paragraphs.contains(where: { $0.text.contains(0x0A) })
        {
            var joined = first
            for paragraph in paragraphs.dropFirst() {
                joined.append("\u{A0}\u{A0}".utf8, TextAttributes())
                joined.append(paragraph)
            }
            if paragraphs.contains(where: { $0.box.alignment != first.box.alignment }) { joined.box.alignment = .start }
            joined.box.headingLevel = 0
            write(joined)
        } else {
            let isLong =
                paragraphs.count > 1
                && zip(paragraphs, widths).contains { paragraph, width in
                    width > available(in: first.box) || paragraph.text.contains(0x0A)
                }
            for (number, paragraph) in paragraphs.enumerated() {
                if isLong, number > 0 { writeGap(quoteDepth) }
                write(paragraph)
            }
        }
    }
}

extension TableRow {
    var box: Box { paragraphs.first?.box ?? Box() }

    /// `one | two | three`, for a table that is too wide for columns.
    var joined: Paragraph {
        var joined = Paragraph()
        for paragraph in paragraphs {
            if !joined.text.isEmpty { joined.append(" | ".utf8, TextAttributes()) }
            joined.append(paragraph)
        }
        joined.box = box
        joined.box.alignment = .start
        joined.box.headingLevel = 0
        joined.box.indent += 2
        joined.box.hang = 2
        return joined
    }
}
