import MailCore
import TerminalText

/// Breaks a paragraph into lines of a width: at blanks, else at no-break blanks, else between wide characters, else, if
/// it must, within a word.
struct LineBreaker {
    struct Line {
        /// Octets of the paragraph.
        var range: Range<Int>
        /// Cells.
        var width: Int
    }

    private(set) var lines: [Line] = []
    private let text: [UInt8]
    private let width: Int
    private let breaksWords: Bool
    private var start = 0
    private var lineWidth = 0
    private var best: Place?
    private var second: Place?

    /// Where the line may end, and where the next then begins.
    private struct Place {
        var end: Int
        var next: Int
        /// Cells up to `next`.
        var width: Int
    }

    /// A width below 2 counts as 2, which every character fits into.
    init(_ paragraph: Paragraph, width: Int, breaksWords: Bool) {
        text = paragraph.text
        self.width = max(2, width)
        self.breaksWords = breaksWords
        run()
    }

    private mutating func run() {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == 0x0A {
                end(at: index, next: index + 1)
                index += 1
            } else if byte == 0x20 {
                lineWidth += 1
                index += 1
                best = Place(end: index - 1, next: index, width: lineWidth)
            } else if byte < 0x80 {
                add(1, at: index)
                index += 1
            } else {
                index = addScalar(at: index)
            }
        }
        end(at: text.count, next: text.count)
    }

    private mutating func addScalar(at index: Int) -> Int {
        let (value, length) = Self.decode(text, at: index)
        let next = index + length
        if value == 0xA0 {
            lineWidth += 1
            second = Place(end: index, next: next, width: lineWidth)
            return next
        }
        let cells = Unicode.Scalar(value).map { CellWidth.width(of: $0) } ?? 1
        if cells == 2, index > start, !Self.stickToTheLeft.contains(value) {
            best = Place(end: index, next: index, width: lineWidth)
        }
        if cells > 0 { add(cells, at: index) }
        if cells == 2, next < text.count, text[next] < 0x80, Self.isWord(text[next]) {
            best = Place(end: next, next: next, width: lineWidth)
        }
        return next
    }

    private static func isWord(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit }

    /// Full stops, commas and closing brackets of East Asia begin no line (UAX #14, class CL).
    private static let stickToTheLeft: Set<UInt32> = [
        0x3001, 0x3002, 0xFF0C, 0xFF0E, 0xFF01, 0xFF1F, 0xFF1A, 0xFF1B, 0x300D, 0x300F, 0xFF09, 0x3011, 0x30FC,
    ]

    private static func decode(_ text: [UInt8], at index: Int) -> (value: UInt32, length: Int) {
        let first = text[index]
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard index + length <= text.count else { return (0xFFFD, 1) }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for place in 1..<length { value = value << 6 | UInt32(text[index + place] & 0x3F) }
        return (value, length)
    }

    /// A character; if it is too much, what stands before it becomes a line.
    private mutating func add(_ cells: Int, at index: Int) {
        while lineWidth + cells > width {
            if let place = best ?? second {
                end(at: place)
            } else if breaksWords, index > start {
                end(at: index, next: index)
            } else {
                break
            }
        }
        lineWidth += cells
    }

    private mutating func end(at place: Place) {
        let rest = lineWidth - place.width
        let later = second.flatMap { $0.next > place.next ? $0 : nil }
        end(at: place.end, next: place.next)
        lineWidth = rest
        second = later.map { Place(end: $0.end, next: $0.next, width: $0.width - place.width) }
    }

    private mutating func end(at end: Int, next: Int) {
        var last = end
        var cells = 0
        while last > start, text[last - 1] == 0x20 { last -= 1 }
        while last > start + 1, text[last - 1] == 0xA0, text[last - 2] == 0xC2 { last -= 2 }
        cells = CellWidth.width(ofUTF8: text[start..<last])
        lines.append(Line(range: start..<last, width: cells))
        start = next
        lineWidth = 0
        best = nil
        second = nil
    }
}
