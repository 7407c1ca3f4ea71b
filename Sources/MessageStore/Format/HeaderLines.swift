import MailCore

/// The header of a record: lines `key: value`, octets outside printable ASCII escaped.
struct HeaderLines {
    private(set) var bytes: [UInt8] = []

    init() {}

    /// Lines as they stood in a record.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Of the first record of a segment.
    init(segment name: SegmentName, generation: UInt64, nextID: UInt64, nextSequence: UInt64) {
        append("format", "1")
        append("salt", padded(String(name.salt, radix: 16), to: 16))
        append("generation", generation)
        append("next-id", nextID)
        append("next-sequence", nextSequence)
    }

    /// With the line of an id in front.
    init(id: MessageID, _ lines: HeaderLines) {
        bytes.reserveCapacity(lines.bytes.count + 32)
        append("id", id.rawValue)
        guard !lines.bytes.isEmpty else { return }
        bytes.append(.lf)
        bytes += lines.bytes
    }

    mutating func append(_ key: StaticString, _ value: some StringProtocol) {
        append(key) { $0.append(escaping: value.utf8) }
    }

    mutating func append(_ key: StaticString, _ value: UInt64) {
        append(key) { $0.append(decimal: value) }
    }

    mutating func append(_ key: StaticString, _ time: Timestamp) {
        append(key) { $0.append(time) }
    }

    mutating func append(_ key: StaticString, ids: [MessageID]) {
        append(key) { line in
            for (position, id) in ids.enumerated() {
                if position > 0 { line.append(.space) }
                line.append(decimal: id.rawValue)
            }
        }
    }

    mutating func append(_ key: StaticString, ranges: IDRanges) {
        append(key) { line in
            for (position, range) in ranges.ranges.enumerated() {
                if position > 0 { line.append(.space) }
                line.append(decimal: range.lowerBound)
                guard range.lowerBound < range.upperBound else { continue }
                line.append(0x2D)
                line.append(decimal: range.upperBound)
            }
        }
    }

    /// Of a value whose octets are written by the closure, escaped.
    mutating func append(_ key: StaticString, _ write: (inout [UInt8]) -> Void) {
        if !bytes.isEmpty { bytes.append(.lf) }
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(0x3A)
        bytes.append(.space)
        write(&bytes)
    }
}

extension [UInt8] {
    /// `\xHH` for octets outside printable ASCII, for the backslash, and for those named.
    mutating func append(escaping bytes: some Sequence<UInt8>, and special: [UInt8] = []) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { append(escaping: $0, and: special) }
        if isDone == nil { Array(bytes).withUnsafeBufferPointer { append(escaping: $0, and: special) } }
    }

    private mutating func append(escaping bytes: UnsafeBufferPointer<UInt8>, and special: [UInt8]) {
        var start = 0
        for (position, byte) in bytes.enumerated() {
            if (0x20...0x7E).contains(byte), byte != 0x5C, special.isEmpty || !special.contains(byte) { continue }
            append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
            self += [0x5C, 0x78, .hexDigit(byte >> 4), .hexDigit(byte & 0xF)]
            start = position + 1
        }
        append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }

    mutating func append(decimal number: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var (rest, first) = (number, 20)
            repeat {
                first -= 1
                digits[first] = 0x30 + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }
}
