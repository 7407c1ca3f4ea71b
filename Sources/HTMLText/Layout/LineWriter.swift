import MailCore
import TerminalText

/// Sets what stands below one another into lines of a width.
struct LineWriter {
    private(set) var lines: [StyledLine] = []
    /// Cells; `nil` for lines as long as they want, without alignment.
    private let width: Int?
    private let breaksWords: Bool
    private(set) var quoteDepth = 0

    init(_ items: [FlowItem], width: Int?, breaksWords: Bool) {
        self.width = width.map { max(2, $0) }
        self.breaksWords = breaksWords
        for item in items { write(item) }
    }

    private mutating func write(_ item: FlowItem) {
        let depth = item.content.quoteDepth
        if item.isAfterGap, !lines.isEmpty { writeGap(min(depth, quoteDepth)) }
        quoteDepth = depth
        switch item.content {
        case .paragraph(let paragraph): write(paragraph)
        case .row(let row): write(row)
        case .table(let rows):
            if let drawn = TableWriter(rows, width: available(in: rows[0].box)).lines {
                for line in drawn { append(line, in: rows[0].box) }
            } else {
                for row in rows { write(row.joined) }
            }
        case .rule(let box):
            append(
                StyledLine([StyledRun(String(repeating: "─", count: min(available(in: box), Self.longestRule)))]),
                in: box)
        }
    }

    private static let longestRule = 200

    mutating func writeGap(_ depth: Int) {
        var line = StyledLine()
        line.append(prefix(quotes: shown(depth), indent: 0, forGap: true), Self.quote)
        lines.append(line)
    }

    private static let quote = TextAttributes(style: .quote)

    // MARK: Boxes

    /// Marks and indents never take more than half of a line, and leave two cells, so that there is always room for text.
    private var room: Int {
        let width = width ?? Limits.searchLine
        return min(Limits.blockIndent, width / 2, width - 2)
    }

    private func shown(_ quoteDepth: Int) -> Int { min(quoteDepth, room / 2) }

    private func indent(of box: Box) -> Int { min(box.indent, room - shown(box.quoteDepth) * 2) }

    func available(in box: Box) -> Int {
        (width ?? Limits.searchLine) - shown(box.quoteDepth) * 2 - indent(of: box)
    }

    private func prefix(quotes: Int, indent: Int, forGap: Bool) -> String {
        let marks = String(repeating: "> ", count: quotes)
        return forGap ? String(marks.dropLast()) : marks + String(repeating: " ", count: indent)
    }

    private mutating func append(_ content: StyledLine, in box: Box, marker: String = "", hang: Int = 0) {
        var line = StyledLine()
        line.append(prefix(quotes: shown(box.quoteDepth), indent: 0, forGap: false), Self.quote)
        let indent = indent(of: box)
        let cells = CellWidth.width(of: marker)
        if cells > indent || marker.isEmpty {
            line.append(blanks: content.runs.isEmpty ? 0 : indent - hang)
        } else {
            line.append(blanks: indent - cells)
            line.append(marker)
        }
        for run in content.runs { line.append(run.text, run.attributes) }
        lines.append(line)
    }

    // MARK: Paragraphs

    mutating func write(_ paragraph: Paragraph) {
        let available = available(in: paragraph.box)
        var (marker, hang) = (paragraph.box.marker, min(paragraph.box.hang, indent(of: paragraph.box)))
        var widest = 0
        var slices = paragraph.slices
        for line in LineBreaker(paragraph, width: available, breaksWords: breaksWords).lines {
            var content = StyledLine()
            content.append(blanks: padding(line.width, paragraph.box.alignment, in: available))
            slices.append(line.range, to: &content)
            append(content, in: paragraph.box, marker: marker, hang: hang)
            (marker, hang) = ("", 0)
            widest = max(widest, line.width)
        }
        guard (1...2).contains(paragraph.box.headingLevel), widest > 0, width != nil else { return }
        var underline = StyledLine()
        underline.append(blanks: padding(widest, paragraph.box.alignment, in: available))
        underline.append(String(repeating: paragraph.box.headingLevel == 1 ? "=" : "-", count: min(widest, available)))
        append(underline, in: paragraph.box)
    }

    private func padding(_ cells: Int, _ alignment: TextAlignment, in available: Int) -> Int {
        guard width != nil else { return 0 }
        switch alignment {
        case .start, .left: return 0
        case .centre: return max(0, available - cells) / 2
        case .right: return max(0, available - cells)
        }
    }
}

extension FlowItem.Content {
    fileprivate var quoteDepth: Int {
        switch self {
        case .paragraph(let paragraph): paragraph.box.quoteDepth
        case .row(let row): row.box.quoteDepth
        case .table(let rows): rows.first?.box.quoteDepth ?? 0
        case .rule(let box): box.quoteDepth
        }
    }
}

/// Cuts the spans of a paragraph line by line.
struct ParagraphSlices {
    private let paragraph: Paragraph
    private var span = 0

    init(_ paragraph: Paragraph) {
        self.paragraph = paragraph
    }

    /// Ranges come in order.
    mutating func append(_ range: Range<Int>, to line: inout StyledLine) {
        var start = range.lowerBound
        while start < range.upperBound {
            while paragraph.spans[span].end <= start { span += 1 }
            let end = min(paragraph.spans[span].end, range.upperBound)
            line.append(Self.string(paragraph.text[start..<end]), paragraph.spans[span].attributes)
            start = end
        }
    }

    /// No-break blanks have done their part.
    private static func string(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(0xC2) else { return String(decoding: bytes, as: UTF8.self) }
        return String(
            String.UnicodeScalarView(
                String(decoding: bytes, as: UTF8.self).unicodeScalars.map { $0 == "\u{A0}" ? " " : $0 }))
    }
}

extension Paragraph {
    var slices: ParagraphSlices { ParagraphSlices(self) }
}
