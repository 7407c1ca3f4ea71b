import MailCore
import TerminalText

/// Fills a paragraph: runs of blanks become one (CSS Text Module Level 3, section 4.1), filler goes, every character is
/// fit for a terminal.
struct ParagraphBuilder {
    private(set) var paragraph = Paragraph()
    private var blank = Blank.none
    /// A number or a picture begins or ends here: letters beside each other need a blank.
    private var isSeparated = false
    private var marks = 0
    /// What stands in front of the next character, if there is one: the opening of a button.
    private var opening: [UInt8] = []
    private var lineStart = 0

    private enum Blank { case none, unbreakable, breakable }

    private static let noBreakBlank: [UInt8] = [0xC2, 0xA0]

    /// Octets.
    var length: Int { paragraph.text.count }

    var isEmpty: Bool { length == 0 }

    /// The paragraph so far, without breaks and blanks at its end; the next begins.
    mutating func finish() -> Paragraph {
        var finished = paragraph
        while let last = finished.text.last, last == 0x0A || last == 0x20 { finished.removeLast(1) }
        let opening = opening
        self = ParagraphBuilder()
        self.opening = opening
        return finished
    }

    mutating func append(_ text: ArraySlice<UInt8>, _ whiteSpace: WhiteSpace, _ attributes: TextAttributes) {
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            if byte > 0x20, byte < 0x7F {
                let end = Self.wordsEnd(in: text, from: index)
                appendVisible(text[index..<end], attributes)
                index = end
            } else if byte < 0x80 {
                index += 1
                if byte.isHTMLSpace { appendBlank(byte, whiteSpace, attributes) }
            } else {
                let (scalar, length) = Self.decode(text[index...])
                append(scalar, text[index..<(index + length)], whiteSpace, attributes)
                index += length
            }
        }
    }

    mutating func append(_ text: String, _ attributes: TextAttributes) {
        append(Array(text.utf8)[...], .collapse, attributes)
    }

    /// Words of ASCII with one blank between any two are as they will be.
    private static func wordsEnd(in text: ArraySlice<UInt8>, from start: Int) -> Int {
        var end = start
        while end < text.endIndex {
            if text[end] > 0x20, text[end] < 0x7F {
                end += 1
            } else if text[end] == .space, end + 1 < text.endIndex, text[end + 1] > 0x20, text[end + 1] < 0x7F {
                end += 2
            } else {
                break
            }
        }
        return end
    }

    private static func decode(_ text: ArraySlice<UInt8>) -> (Unicode.Scalar, Int) {
        var iterator = text.makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return ("\u{FFFD}", 1) }
        return (scalar, UTF8.width(scalar))
    }

    private mutating func append(
        _ scalar: Unicode.Scalar, _ bytes: ArraySlice<UInt8>, _ whiteSpace: WhiteSpace, _ attributes: TextAttributes
    ) {
        switch ScalarRole(scalar) {
        case .visible: appendVisible(bytes, attributes)
        case .blank: appendBlank(.space, whiteSpace, attributes)
        case .noBreakBlank:
            if whiteSpace == .preserve {
                appendBlank(.space, whiteSpace, attributes)
            } else if blank == .none {
                blank = .unbreakable
            }
        case .filler: break
        case .unknown: appendVisible("\u{FFFD}".utf8, attributes)
        case .mark: appendMark(bytes, attributes)
        }
    }

    /// As many as the sanitiser lets through.
    private mutating func appendMark(_ bytes: ArraySlice<UInt8>, _ attributes: TextAttributes) {
        if blank != .none || isAtLineStart || paragraph.text.last == .space {
            appendVisible("\u{25CC}".utf8, attributes)
        }
        marks += 1
        if marks <= 2 { paragraph.extendLast(bytes) }
    }

    // MARK: Characters that are drawn

    private mutating func appendVisible(_ bytes: some Collection<UInt8>, _ attributes: TextAttributes) {
        if isSeparated, blank == .none, let first = bytes.first, let last = paragraph.text.last {
            if !opening.isEmpty || first.isWord && (last.isWord || last == 0x5D) { blank = .breakable }
        }
        isSeparated = false
        appendPendingBlank(before: attributes)
        if !opening.isEmpty {
            paragraph.append(opening, attributes)
            opening = []
        }
        paragraph.append(bytes, attributes)
        marks = 0
    }

    private mutating func appendPendingBlank(before attributes: TextAttributes) {
        defer { blank = .none }
        guard blank != .none, !isAtLineStart else { return }
        let shared = attributes.shared(with: paragraph.spans.last?.attributes ?? TextAttributes())
        paragraph.append(blank == .breakable ? [.space] : Self.noBreakBlank, shared)
    }

    private var isAtLineStart: Bool { paragraph.text.count == lineStart }

    private mutating func appendBlank(_ byte: UInt8, _ whiteSpace: WhiteSpace, _ attributes: TextAttributes) {
        switch (whiteSpace, byte) {
        case (.preserve, .lf), (.preserveBreaks, .lf): breakLine()
        case (.preserve, .cr): break
        case (.preserve, .tab):
            let column = CellWidth.width(of: String(decoding: paragraph.text[lineStart...], as: UTF8.self))
            appendKept([UInt8](repeating: .space, count: 8 - column % 8), attributes)
        case (.preserve, _): appendKept([.space], attributes)
        default: blank = .breakable
        }
    }

    private mutating func appendKept(_ blanks: [UInt8], _ attributes: TextAttributes) {
        blank = .none
        isSeparated = false
        paragraph.append(blanks, attributes)
    }

    // MARK: What is no text of the HTML

    /// More than one empty line is one.
    mutating func breakLine() {
        blank = .none
        isSeparated = false
        if paragraph.text.suffix(2) == [0x0A, 0x0A] { return }
        paragraph.extendLast([0x0A])
        lineStart = paragraph.text.count
    }

    /// Words on both sides are to stand apart.
    mutating func separate() {
        isSeparated = true
    }

    /// `[` in front of the next character.
    mutating func openButton() {
        opening = [0x5B] + Self.noBreakBlank
        separate()
    }

    /// Whether nothing has followed the opening of a button, so that there is none.
    mutating func cancelOpening() -> Bool {
        defer { opening = [] }
        return !opening.isEmpty
    }

    /// The end of a link or a button: its number, kept beside its text.
    mutating func end(_ link: OpenLink, isButton: Bool, _ attributes: TextAttributes) {
        if isButton { paragraph.append(Self.noBreakBlank + [0x5D], attributes) }
        isSeparated = false
        blank = isButton ? .none : .unbreakable
        if let number = attributes.link, link.index != nil { appendVisible("[\(number)]".utf8, attributes) }
        separate()
    }

    /// A text on one line.
    static func collapsed(_ text: String) -> String {
        var builder = ParagraphBuilder()
        builder.append(text, TextAttributes())
        return String(decoding: builder.finish().text, as: UTF8.self).replacing("\u{A0}", with: " ")
    }

    /// Goes on with a paragraph that was finished too early.
    init(resuming paragraph: Paragraph) {
        self.paragraph = paragraph
        lineStart = paragraph.text.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    }

    init() {}
}

extension UInt8 {
    /// Of a letter or a digit; whatever is not ASCII is taken for one.
    fileprivate var isWord: Bool { isLetter || isDigit || self >= 0x80 }
}
