import Terminal
import TerminalText

/// A line of a page: safe texts beside each other, each in its role.
struct Line: Sendable {
    struct Span: Sendable {
        let text: SafeText
        let role: Role
        /// Which stop of the page this is the mark of.
        var stop: Int?
    }

    var spans: [Span]
    /// Which stop of the page the whole line is: a row to select.
    var stop: Int?

    init(_ spans: Span...) {
        self.spans = spans
    }

    init(_ text: SafeText, _ role: Role = .plain) {
        spans = [Span(text: text, role: role)]
    }

    /// Without roles.
    var text: String { spans.map(\.text.string).joined() }

    static func + (left: Line, right: Line) -> Line {
        var line = left
        line.spans += right.spans
        return line
    }

    static func rule(_ columns: Int) -> Line {
        Line(SafeText(line: String(repeating: "-", count: max(columns, 0))), .border)
    }
}

extension Screen {
    /// Without its first cells, where the text is scrolled to the side.
    mutating func draw(_ line: Line, row: Int, in area: Area, dropping cells: Int = 0, focus: Int? = nil) {
        let isFocused = focus != nil && line.stop == focus
        if isFocused { fill(row: row, from: area.column, to: area.end, role: .rowSelected) }
        var (column, left) = (area.column, cells)
        for span in line.spans {
            let text = span.text.dropping(left)
            left = max(left - span.text.width, 0)
            let isMark = focus != nil && span.stop == focus
            column = draw(
                text, row: row, column: column, to: area.end,
                role: isFocused || isMark ? .rowSelected : span.role)
        }
    }

    /// Gives the cells of some scalars of a line another role.
    mutating func mark(
        _ ranges: [Range<Int>], of text: String, row: Int, in area: Area, dropping cells: Int, role: Role
    ) {
        guard !ranges.isEmpty else { return }
        var ends: [Int] = [0]
        for scalar in text.unicodeScalars { ends.append((ends.last ?? 0) + CellWidth.width(of: scalar)) }
        for range in ranges where range.upperBound < ends.count {
            let (start, end) = (ends[range.lowerBound] - cells, ends[range.upperBound] - cells)
            paint(row: row, from: area.column + max(start, 0), to: min(area.column + max(end, 0), area.end), role: role)
        }
    }
}

extension SafeText {
    /// Filled up with spaces, or cut.
    func padded(to cells: Int) -> SafeText {
        let cut = truncated(to: cells)
        return cut + SafeText(line: String(repeating: " ", count: max(cells - cut.width, 0)))
    }

    /// Cut, or set to the right end.
    func rightAligned(in cells: Int) -> SafeText {
        let cut = truncated(to: cells)
        return SafeText(line: String(repeating: " ", count: max(cells - cut.width, 0))) + cut
    }

    /// Folded at the width with `\` in the last cell of each line but the last.
    func folded(to cells: Int) -> [SafeText] {
        guard width > cells, cells > 2 else { return [self] }
        var (lines, rest): ([SafeText], SafeText) = ([], self)
        while rest.width > cells {
            let head = rest.truncated(to: cells)
            let kept = head.truncated(to: cells).width - 1
            lines.append(rest.prefix(kept) + "\\")
            rest = rest.dropping(kept)
        }
        return lines + [rest]
    }

    /// As many cells as fit, without a mark where it is cut.
    private func prefix(_ cells: Int) -> SafeText {
        let wrapped = truncated(to: cells + 1)
        var text = ""
        var width = 0
        for scalar in wrapped.string.unicodeScalars {
            width += CellWidth.width(of: scalar)
            if width > cells { break }
            text.unicodeScalars.append(scalar)
        }
        return SafeText(line: text)
    }
}
