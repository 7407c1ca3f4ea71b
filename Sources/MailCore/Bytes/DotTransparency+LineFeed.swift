extension Span<UInt8> {
    /// The position of the first LF at or after `start`.
    package func firstLF(from start: Int) -> Int? {
        withUnsafeBufferPointer { $0.firstLF(from: start) }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Eight octets at a time: an octet of `word` is zero exactly where the text has LF, and the lowest bit the
    /// subtraction borrows into is the first such octet.
    package func firstLF(from start: Int) -> Int? {
        let bytes = UnsafeRawBufferPointer(self)
        var position = start
        while position <= count - 8 {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let difference = word ^ 0x0A0A_0A0A_0A0A_0A0A
            let zeros = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
            if zeros != 0 { return position + zeros.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < count {
            if self[position] == .lf { return position }
            position += 1
        }
        return nil
    }
}

/// What clients that end lines with bare LF take for the end of mail data.
extension DotTransparencyDecoder {
    private static let ends: [[UInt8]] = [[.lf, .dot, .lf], [.lf, .dot, .cr, .lf]]

    /// Whether the last that came is such an end: a client that now waits does so in vain.
    package var endsWithBareLineFeedDot: Bool {
        Self.ends.contains { content.suffix($0.count).elementsEqual($0) }
    }

    /// Whether such an end came anywhere.
    package var hasBareLineFeedDot: Bool {
        var position = 0
        while let lineFeed = content.span.firstLF(from: position) {
            let rest = content[lineFeed...]
            if Self.ends.contains(where: { rest.starts(with: $0) }) { return true }
            position = lineFeed + 1
        }
        return false
    }
}
