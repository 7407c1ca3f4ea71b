import MailCore
import TerminalText

/// Lays a block out on lines of a width in cells.
struct LineWrapper {
    private(set) var lines: [StyledLine] = []
    private let width: Int
    private let prefix: StyledLine
    private let prefixWidth: Int
    private var line: StyledLine
    private var lineWidth: Int
    private var word = StyledLine()
    private var wordWidth = 0
    private var pendingBlank: TextStyle?

    /// A width below 1 counts as 1.
    init(_ block: HTMLBlock, width: Int) {
        self.width = max(1, width)
        // Marks and indents never take more than half of a line.
        let room = min(Limits.blockIndent, self.width / 2)
        let quotes = min(block.quoteDepth, room / 2)
        let indent = min(block.indent, room - quotes * 2)
        let marker = indent + quotes * 2 + block.marker.count <= room ? block.marker : ""
        var first = StyledLine()
        first.append(String(repeating: "> ", count: quotes), .quote)
        first.append(String(repeating: " ", count: indent), [])
        var prefix = first
        first.append(marker, [])
        prefix.append(String(repeating: " ", count: marker.count), [])
        self.prefix = prefix
        prefixWidth = quotes * 2 + indent + marker.count
        line = first
        lineWidth = prefixWidth
        switch block.kind {
        case .rule: add("─", count: self.width - prefixWidth)
        case .flow: for run in block.runs { wrap(run) }
        case .preformatted: for run in block.runs { cut(run) }
        }
        endWord()
        endLine()
    }

    private mutating func add(_ text: String, count: Int) {
        line.append(String(repeating: text, count: count), [])
    }

    private mutating func wrap(_ run: StyledRun) {
        for character in run.text {
            switch character {
            case "\n":
                endWord()
                pendingBlank = nil
                breakLine()
            case " ":
                endWord()
                pendingBlank = run.style
            default:
                let cells = CellWidth.width(of: character)
                if prefixWidth + wordWidth + cells > width { cutWord() }
                word.append(String(character), run.style)
                wordWidth += cells
            }
        }
    }

    /// Puts the word on the line, or on the next if it does not fit.
    private mutating func endWord() {
        guard !word.runs.isEmpty else { return }
        if let style = pendingBlank {
            if lineWidth + 1 + wordWidth <= width {
                line.append(" ", style)
                lineWidth += 1
            } else {
                breakLine()
            }
            pendingBlank = nil
        } else if lineWidth + wordWidth > width, lineWidth > prefixWidth {
            breakLine()
        }
        for run in word.runs { line.append(run.text, run.style) }
        lineWidth += wordWidth
        word = StyledLine()
        wordWidth = 0
    }

    /// A word wider than a line fills lines of its own.
    private mutating func cutWord() {
        endWord()
        if lineWidth > prefixWidth { breakLine() }
    }

    private mutating func cut(_ run: StyledRun) {
        for character in run.text {
            switch character {
            case "\n": breakLine()
            case "\t":
                let cells = min(8 - (lineWidth - prefixWidth) % 8, width - lineWidth)
                line.append(String(repeating: " ", count: max(0, cells)), run.style)
                lineWidth += max(0, cells)
            default:
                let cells = CellWidth.width(of: character)
                if lineWidth + cells > width, lineWidth > prefixWidth { breakLine() }
                line.append(String(character), run.style)
                lineWidth += cells
            }
        }
    }

    private mutating func breakLine() {
        endLine()
        line = prefix
        lineWidth = prefixWidth
    }

    /// Blanks at the end of a line are dropped, and so is the indent of an empty one.
    private mutating func endLine() {
        while let last = line.runs.last {
            let text = last.text.reversed().drop { $0 == " " }.reversed()
            if text.count == last.text.count { break }
            line.runs[line.runs.count - 1].text = String(text)
            if !text.isEmpty { break }
            line.runs.removeLast()
        }
        lines.append(line)
    }
}
