import Terminal
import TerminalText

/// A line of a page: safe texts beside each other, each in its role.
struct Line: Sendable {
    struct Span: Sendable {
        let text: SafeText
        let role: Role
    }

    var spans: [Span]

    init(_ spans: Span...) {
        self.spans = spans
    }

    init(_ text: SafeText, _ role: Role = .plain) {
        spans = [Span(text: text, role: role)]
    }

    static func + (left: Line, right: Line) -> Line {
        var line = left
        line.spans += right.spans
        return line
    }
}

extension Screen {
    /// Without its first cells, where the text is scrolled to the side.
    mutating func draw(_ line: Line, row: Int, dropping cells: Int = 0) {
        var (column, left) = (0, cells)
        for span in line.spans {
            let text = span.text.dropping(left)
            left = max(left - span.text.width, 0)
            column = draw(text, row: row, column: column, role: span.role)
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
}
