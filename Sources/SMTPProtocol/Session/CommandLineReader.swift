import MailCore

/// Cuts command lines out of the bytes of a session, over any segmentation. CRLF or a bare LF ends a line.
struct CommandLineReader {
    enum Line: Hashable {
        /// Without its line end.
        case text([UInt8])
        /// Longer than the limit. It was swallowed to its end.
        case tooLong
    }

    private let limit: Int
    private var text: [UInt8] = []
    private var isTooLong = false
    /// Whether the last line ended in LF without CR.
    private(set) var endedInBareLineFeed = false

    /// - Parameter limit: the longest line that is taken, in octets, its line end not counted.
    init(limit: Int) {
        self.limit = limit
    }

    /// The first octets of a line that is not complete.
    var partialLine: ArraySlice<UInt8> { text[...] }

    /// Reads on from `position` and moves it; `nil` when the line is not complete.
    mutating func read(_ bytes: Span<UInt8>, from position: inout Int) -> Line? {
        let lineFeed = bytes.firstLF(from: position)
        append(bytes, position..<(lineFeed ?? bytes.count))
        position = lineFeed.map { $0 + 1 } ?? bytes.count
        guard lineFeed != nil else { return nil }
        defer {
            text = []
            isTooLong = false
        }
        endedInBareLineFeed = !isTooLong && text.last != .cr
        if text.last == .cr { text.removeLast() }
        return isTooLong || text.count > limit ? .tooLong : .text(text)
    }

    private mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        // One more than the limit, for the CR of the line end.
        guard !isTooLong, range.count <= limit + 1 - text.count else {
            isTooLong = true
            text = []
            return
        }
        bytes.withUnsafeBufferPointer { text.append(contentsOf: $0[range]) }
    }
}
