/// Reads numbers and texts one after the other; what lies beyond the end is 0 or empty, never read.
struct IndexReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer, from position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    mutating func number() -> UInt64 { UInt64(littleEndian: load(0)) }

    mutating func number32() -> UInt32 { UInt32(littleEndian: load(0)) }

    /// A count or an offset; one that is none is more than any file has.
    mutating func count() -> Int { Int(exactly: number()) ?? .max }

    /// `nil` where there is none.
    mutating func text() -> String? {
        let length = number32()
        guard length != .max, let count = Int(exactly: length), count <= bytes.count - position else { return nil }
        defer { position += count }
        return String(decoding: bytes[position..<(position + count)], as: UTF8.self)
    }

    /// As many as it says there are, and no more than there is room for.
    mutating func list<Element>(_ element: (inout IndexReader) -> Element?) -> [Element] {
        var elements: [Element] = []
        for _ in 0..<number32() {
            guard position < bytes.count, let next = element(&self) else { break }
            elements.append(next)
        }
        return elements
    }

    private mutating func load<Number: FixedWidthInteger & BitwiseCopyable>(_ missing: Number) -> Number {
        let size = MemoryLayout<Number>.size
        guard position >= 0, size <= bytes.count - position else {
            position = bytes.count
            return missing
        }
        defer { position += size }
        return bytes.loadUnaligned(fromByteOffset: position, as: Number.self)
    }
}

extension [UInt8] {
    mutating func append(number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    mutating func append(text: String?) {
        guard let text else { return append(number: UInt32.max) }
        append(number: UInt32(truncatingIfNeeded: text.utf8.count))
        append(contentsOf: text.utf8)
    }
}
