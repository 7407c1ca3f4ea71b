/// Writes the areas of an index side by side, each of a length that is known.
struct IndexPen {
    private let buffer: UnsafeMutableRawBufferPointer
    private var starts = IndexHeader.Lengths(repeating: 0)
    private var ends = IndexHeader.Lengths(repeating: 0)
    private var rowCount = 0

    init(_ buffer: UnsafeMutableRawBufferPointer, lengths: IndexHeader.Lengths) {
        self.buffer = buffer
        var start = IndexHeader.size
        for area in lengths.indices {
            (starts[area], ends[area]) = (start, start)
            start += lengths[area]
        }
    }

    mutating func put(_ bytes: UnsafeRawBufferPointer, in area: IndexHeader.Area) {
        UnsafeMutableRawBufferPointer(rebasing: buffer[ends[area.rawValue]...]).copyMemory(from: bytes)
        ends[area.rawValue] += bytes.count
        if area == .rows { rowCount += bytes.count / IndexRow.size }
    }

    mutating func put(_ row: IndexRow) {
        func start(_ area: IndexHeader.Area) -> UInt32 {
            UInt32(truncatingIfNeeded: ends[area.rawValue] - starts[area.rawValue])
        }
        var row = row
        (row.summaryStart, row.fieldsStart, row.bodiesStart) = (start(.summaries), start(.fields), start(.bodies))
        row.bytes.withUnsafeBytes { put($0, in: .rows) }
    }

    mutating func put(otherAt offset: Int) {
        var bytes: [UInt8] = []
        bytes.append(number: UInt64(offset))
        bytes.append(number: UInt64(rowCount))
        bytes.withUnsafeBytes { put($0, in: .others) }
    }

    /// The checksums of the texts, which are all there.
    mutating func putBlocks() {
        let texts = starts[IndexHeader.Area.fields.rawValue]..<ends[IndexHeader.Area.bodies.rawValue]
        let checksums = CheckedTexts.checksums(of: UnsafeRawBufferPointer(buffer)[texts])
        checksums.withUnsafeBytes { put($0, in: .blocks) }
    }
}
