/// The encoding of uuencode (POSIX.1), which mail used before MIME and still declares as `x-uuencode`.
package enum UUEncoding {
    /// Decodes the first block, from its `begin` line to its `end` line; text around it is dropped.
    ///
    /// - Returns: the octets, all of the data as it is when nothing begins a block; and whether the block was not whole.
    package static func decode(_ bytes: Span<UInt8>) -> (bytes: [UInt8], isMalformed: Bool) {
        guard var position = endOfBeginLine(bytes) else {
            return (bytes.withUnsafeBufferPointer { Array($0) }, true)
        }
        var decoded: [UInt8] = []
        decoded.reserveCapacity((bytes.count - position) / 4 * 3)
        var isMalformed = false
        while position < bytes.count {
            let line = Line(in: bytes, from: position)
            position = line.next
            if isEnd(line, bytes) { return (decoded, isMalformed) }
            if !decode(line, bytes, into: &decoded) { isMalformed = true }
        }
        return (decoded, true)
    }

    /// `begin mode name` (`begin-base64` is another encoding).
    private static func endOfBeginLine(_ bytes: Span<UInt8>) -> Int? {
        let begin: StaticString = "begin "
        var position = 0
        while position < bytes.count {
            let line = Line(in: bytes, from: position)
            position = line.next
            guard line.end - line.start > begin.utf8CodeUnitCount + 3 else { continue }
            let isBegin = (0..<begin.utf8CodeUnitCount).allSatisfy { bytes[line.start + $0] == begin.utf8Start[$0] }
            if isBegin, bytes[line.start + begin.utf8CodeUnitCount].isDigit { return position }
        }
        return nil
    }

    private static func isEnd(_ line: Line, _ bytes: Span<UInt8>) -> Bool {
        var end = line.end
        while end > line.start, bytes[end - 1].isBlank { end -= 1 }
        return end - line.start == 3 && bytes[line.start] == 0x65 && bytes[line.start + 1] == 0x6E
            && bytes[line.start + 2] == 0x64
    }

    /// A line: its count of octets, then a digit for each six bits. Digits that are missing, since blanks at the end of
    /// a line get lost, are 0. `false` when the line is something else.
    private static func decode(_ line: Line, _ bytes: Span<UInt8>, into decoded: inout [UInt8]) -> Bool {
        guard !line.isEmpty, let count = value(bytes[line.start]) else { return false }
        guard count > 0 else { return true }
        var group: UInt32 = 0
        var isWhole = true
        for digit in 0..<((count * 4 + 2) / 3) {
            let position = line.start + 1 + digit
            let digitValue = position < line.end ? value(bytes[position]) : 0
            if digitValue == nil { isWhole = false }
            group = group << 6 | UInt32(digitValue ?? 0)
            guard digit % 4 > 0 else { continue }
            decoded.append(UInt8(truncatingIfNeeded: group >> UInt32(6 - 2 * (digit % 4))))
        }
        return isWhole
    }

    /// The six bits of a digit; a grave accent stands for the blank.
    private static func value(_ digit: UInt8) -> Int? {
        (0x20...0x60).contains(digit) ? Int((digit - 0x20) & 0x3F) : nil
    }
}
