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

/// What clients that end lines with bare LF take for the end of mail data: LF, a dot, LF or CRLF.
extension DotTransparencyDecoder {
    /// Whether the last that came is such an end: a client that now waits does so in vain.
    package var endsWithBareLineFeedDot: Bool {
        content.withUnsafeBufferPointer { content in
            [3, 4].contains { length in
                content.count >= length && content.bareLineFeedDot(at: content.count - length) == length
            }
        }
    }

    /// Whether such an end came anywhere.
    package var hasBareLineFeedDot: Bool {
        content.withUnsafeBufferPointer { content in
            var position = 0
            while let lineFeed = content.firstLF(from: position) {
                if content.bareLineFeedDot(at: lineFeed) != nil { return true }
                position = lineFeed + 1
            }
            return false
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The length of such an end that begins here.
    fileprivate func bareLineFeedDot(at position: Int) -> Int? {
        guard position + 2 < count, self[position + 1] == .dot, self[position] == .lf else { return nil }
        if self[position + 2] == .lf { return 3 }
        return position + 3 < count && self[position + 2] == .cr && self[position + 3] == .lf ? 4 : nil
    }
}
