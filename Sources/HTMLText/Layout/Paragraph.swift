import TerminalText

/// A paragraph, a heading, a list item, a cell: text that begins on a line of its own.
///
/// The text is UTF-8 that the sanitiser would not change. `\n` is a line break, U+00A0 a blank at which lines break only
/// when there is no other.
struct Paragraph {
    struct Span {
        /// In octets of the text; the span begins where the one before it ends.
        var end: Int
        var attributes: TextAttributes
    }

    var text: [UInt8] = []
    var spans: [Span] = []
    var box = Box()

    mutating func append(_ bytes: some Collection<UInt8>, _ attributes: TextAttributes) {
        if bytes.isEmpty { return }
        text += bytes
        if let last = spans.indices.last, spans[last].attributes == attributes {
            spans[last].end = text.count
        } else {
            spans.append(Span(end: text.count, attributes: attributes))
        }
    }

    mutating func append(_ other: Paragraph) {
        let start = text.count
        text += other.text
        spans += other.spans.map { Span(end: $0.end + start, attributes: $0.attributes) }
    }

    /// Looks like the text before it: what is drawn onto that must not begin a span.
    mutating func extendLast(_ bytes: some Collection<UInt8>) {
        append(bytes, spans.last?.attributes ?? TextAttributes())
    }

    mutating func removeLast(_ count: Int) {
        text.removeLast(count)
        while let last = spans.indices.last, spans[last].end > text.count {
            let start = last > 0 ? spans[last - 1].end : 0
            if start >= text.count { spans.removeLast() } else { spans[last].end = text.count }
        }
    }

    /// `[ Pay now ][3]` and nothing else.
    var isButton: Bool { text.starts(with: "[\u{A0}".utf8) && isOneLink }

    /// Whether all of it is one link.
    var isOneLink: Bool {
        guard let link = spans.first?.attributes.link else { return false }
        return spans.allSatisfy { $0.attributes.link == link }
    }
}

/// Where a paragraph stands.
struct Box {
    /// How many block quotes it stands in.
    var quoteDepth = 0
    /// Cells that list items and definitions are indented by.
    var indent = 0
    /// The bullet or number in front of it; its first line is out-dented by so many cells.
    var marker = ""
    var alignment = TextAlignment.start
    /// 1 and 2 are underlined.
    var headingLevel = 0
    /// Cells by which its first line is out-dented when there is no marker.
    var hang = 0
}

/// What stands below one another.
struct FlowItem {
    enum Content {
        case paragraph(Paragraph)
        /// A row of a table, each of whose cells is a paragraph at most.
        case row(TableRow)
        case table([TableRow])
        case rule(Box)
    }

    var content: Content
    /// An empty line stands in front of it.
    var isAfterGap = false

    /// What is read last in it, if that is text.
    var lastParagraph: Paragraph? {
        get {
            switch content {
            case .paragraph(let paragraph): paragraph
            case .row(let row): row.paragraphs.last
            case .table, .rule: nil
            }
        }
        set {
            switch content {
            case .paragraph(let old): content = .paragraph(newValue ?? old)
            case .row(var row):
                if let place = row.cells.lastIndex(where: { $0.paragraph != nil }) {
                    row.cells[place].paragraph = newValue
                }
                content = .row(row)
            case .table, .rule: break
            }
        }
    }
}

struct TableRow {
    struct Cell {
        var column: Int
        var span: Int
        var paragraph: Paragraph?
    }

    var cells: [Cell]
    var isHeader: Bool

    var paragraphs: [Paragraph] { cells.compactMap(\.paragraph) }
}
