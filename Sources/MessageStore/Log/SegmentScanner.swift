import Glibc
import MailCore

/// A whole record of a segment.
struct ScannedRecord {
    /// Of its first octet.
    var offset: Int
    var frame: RecordFrame
    var header: ArraySlice<UInt8>

    var end: Int { offset + frame.length }
}

/// Goes through the records of one segment. Contents are passed over, not read.
struct SegmentScanner {
    enum Step {
        case record(ScannedRecord)
        /// Octets that are no record, with a whole one behind them, where the next step begins.
        case damage(Range<Int>)
        /// Nothing whole is left; the octets, if any, may be the beginning of a record.
        case tail(Range<Int>)
    }

    let file: SegmentFile
    /// Of the next record.
    private(set) var offset: Int
    private var size = 0
    private var window: [UInt8] = []
    private var windowStart = 0
    /// A record with a sound content is known to stand here or behind.
    private var soundOffset = -1

    init(_ file: SegmentFile, offset: Int = 0) {
        self.file = file
        self.offset = offset
    }

    /// - Parameter isLast: Whether this segment may have a torn tail: then a content that fails its checksum counts
    ///   as torn, unless a sound record follows.
    mutating func next(isLast: Bool) throws(StoreError) -> Step {
        if let record = try take(isLast: isLast) { return .record(record) }
        // What was read before may be out of date: look again.
        window.removeAll(keepingCapacity: true)
        size = try file.size()
        if let record = try take(isLast: isLast) { return .record(record) }
        let start = offset
        // Without a sound record behind them, the octets are a torn tail.
        let isTorn = isLast ? try !isSoundRecord(behind: start) : false
        guard start < size, !isTorn, let found = try findRecord(from: start + 1)
        else {
            window.removeAll(keepingCapacity: true)
            return .tail(start..<max(start, size))
        }
        // An appender may have replaced a torn tail while it was searched.
        window.removeAll(keepingCapacity: true)
        if let record = try take(isLast: isLast) { return .record(record) }
        offset = found
        return .damage(start..<found)
    }

    /// Goes on behind records that the caller has written itself.
    mutating func skip(to offset: Int) {
        self.offset = offset
        window.removeAll(keepingCapacity: true)
    }

    private mutating func take(isLast: Bool) throws(StoreError) -> ScannedRecord? {
        guard let record = try record(at: offset) else { return nil }
        if isLast {
            let isKept = try isSound(record) ? true : try isSoundRecord(behind: record.end - 1)
            guard isKept else { return nil }
        }
        offset = record.end
        return record
    }

    /// The whole record at an offset, from the window.
    private mutating func record(at offset: Int) throws(StoreError) -> ScannedRecord? {
        guard offset < size, try load(offset..<min(offset + RecordFrame.longestLine, size)) else { return nil }
        guard let frame = frame(at: offset), offset + frame.length <= size else { return nil }
        guard try load(offset..<(offset + frame.contentStart)) else { return nil }
        let first = offset - windowStart
        let checksum = window.withUnsafeBytes { bytes in
            RecordFrame.headerChecksum(
                of: UnsafeRawBufferPointer(rebasing: bytes[first..<(first + frame.contentStart)]),
                lineLength: frame.lineLength, salt: file.name.salt, offset: offset)
        }
        let header = (first + frame.lineLength)..<(first + frame.contentStart - 1)
        guard checksum == frame.headerChecksum, window[header.upperBound] == .lf else { return nil }
        return ScannedRecord(offset: offset, frame: frame, header: window[header])
    }

    private func frame(at offset: Int) -> RecordFrame? {
        let first = offset - windowStart
        let last = min(first + RecordFrame.longestLine, window.count)
        return window.withUnsafeBytes { RecordFrame(UnsafeRawBufferPointer(rebasing: $0[first..<last])) }
    }

    private func isSound(_ record: ScannedRecord) throws(StoreError) -> Bool {
        try file.holdsContent(
            (record.offset + record.frame.contentStart)..<(record.end - 1), of: record.offset,
            checksum: record.frame.contentChecksum)
    }

    private mutating func isSoundRecord(behind offset: Int) throws(StoreError) -> Bool {
        if soundOffset > offset { return true }
        let found = try findRecord(from: offset + 1, sound: true)
        if let found { soundOffset = found }
        return found != nil
    }

    /// The first offset where a whole record stands, or one with a sound content.
    private mutating func findRecord(from start: Int, sound: Bool = false) throws(StoreError) -> Int? {
        let step = 256 * 1024
        var start = start
        while start < size {
            let bytes = try file.read(start..<min(start + step + RecordFrame.magic.count - 1, size))
            for candidate in bytes.offsets(of: RecordFrame.magic) {
                guard let record = try record(at: start + candidate) else { continue }
                let counts = sound ? try isSound(record) : true
                if counts { return record.offset }
            }
            start += step
        }
        return nil
    }

    /// Makes the window hold a range of the file; false when the file does not.
    private mutating func load(_ range: Range<Int>) throws(StoreError) -> Bool {
        if range.lowerBound >= windowStart, range.upperBound <= windowStart + window.count { return true }
        guard range.upperBound <= size else { return false }
        let end = min(size, range.lowerBound + max(range.count, 64 * 1024))
        window = try file.read(range.lowerBound..<end)
        windowStart = range.lowerBound
        return range.upperBound <= windowStart + window.count
    }
}

extension SegmentFile {
    /// Whether the content of the record at `offset`, and the LF behind it, are what was written.
    func holdsContent(_ content: Range<Int>, of offset: Int, checksum: UInt32) throws(StoreError) -> Bool {
        try withBytes(content.lowerBound..<(content.upperBound + 1)) { bytes in
            var actual = CRC32C()
            actual.update(bytes)
            return bytes.last == .lf && actual.bound(to: name.salt, offset) == checksum
        }
    }
}

extension [UInt8] {
    /// Where a pattern begins, in order.
    fileprivate func offsets(of pattern: [UInt8]) -> [Int] {
        withUnsafeBytes { bytes in
            var offsets: [Int] = []
            var start = 0
            while bytes.count - start >= pattern.count, let base = bytes.baseAddress, let first = pattern.first,
                let found = memchr(base + start, CInt(first), bytes.count - start - pattern.count + 1)
            {
                if memcmp(found, pattern, pattern.count) == 0 { offsets.append(UnsafeRawPointer(found) - base) }
                start = UnsafeRawPointer(found) - base + 1
            }
            return offsets
        }
    }
}
