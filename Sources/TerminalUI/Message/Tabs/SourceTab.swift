import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// The stored bytes, line by line.
    static let source = Tab(number: 4, name: "source", title: "Source") { document, _ in
        let lines = SourceLines(document.source)
        guard lines.count > 0 else { return Page([Line("empty message (0 bytes)", .note)]) }
        let digits = max(String(lines.count).utf8.count, 5)
        return Page(count: lines.count) { number in
            Line(
                Line.Span(text: SafeText(line: "\(number + 1)").rightAligned(in: digits) + " ", role: .note),
                Line.Span(text: SafeText.source(lines[number]), role: .plain))
        }
    }
}

/// Where the lines of a content begin. Only every 32nd is kept: a content of nothing but line ends must cost little.
private struct SourceLines: Sendable {
    private static let stride = 32

    private let bytes: [UInt8]
    private var starts: [Int] = [0]
    private(set) var count = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        for (offset, byte) in bytes.enumerated() where byte == 0x0A {
            count += 1
            if count.isMultiple(of: Self.stride) { starts.append(offset + 1) }
        }
        if let last = bytes.last, last != 0x0A { count += 1 }
    }

    /// With its line end.
    subscript(number: Int) -> ArraySlice<UInt8> {
        var start = starts[number / Self.stride]
        for _ in 0..<(number % Self.stride) { start = end(from: start) }
        return bytes[start..<end(from: start)]
    }

    private func end(from start: Int) -> Int {
        bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    }
}
