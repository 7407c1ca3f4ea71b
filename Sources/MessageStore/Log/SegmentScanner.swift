import Glibc
import MailCore

/// A whole record of a segment.
struct ScannedRecord {
    /// Of its first octet.
    var offset: Int
    var frame: RecordFrame
    var header: OctetSlice

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
    /// The file from `windowStart` on, as far as it was needed.
    private var window = Octets.none
    private var windowStart = 0
    /// A record with a sound content is known to stand here.
    private var soundOffset = -1

    init(_ file: SegmentFile, offset: Int = 0) {
        self.file = file
        self.offset = offset
    }

    /// How often a segment was written anew, as its first record says; 0 when that is damaged.
    static func generation(of file: SegmentFile) throws(StoreError) -> UInt64 {
        var scanner = SegmentScanner(file)
        scanner.size = try file.size()
        guard let first = try scanner.record(at: 0), first.frame.kind == .segment else { return 0 }
        return HeaderReader(first.header).number("generation") ?? 0
    }

    /// - Parameter isLast: Whether this segment may have a torn tail: then a content that fails its checksum counts
    ///   as torn, unless a sound record follows.
    mutating func next(isLast: Bool) throws(StoreError) -> Step {
        if let record = try take(isLast: isLast) { return .record(record) }
        // What was read before may be out of date: look again.
        size = try file.size()
        windowStart = 0
        window = isLast ? .none : try file.mapped() ?? .none
        if let record = try take(isLast: isLast) { return .record(record) }
        let start = offset
        // Without a sound record behind them, the octets are a torn tail.
        let isTorn = isLast ? try !isSoundRecord(behind: start) : false
        guard start < size, !isTorn, let found = try findRecord(from: start + 1)
        else {
            window = .none
            return .tail(start..<max(start, size))
        }
        // An appender may have replaced a torn tail while it was searched.
        window = .none
        if let record = try take(isLast: isLast) { return .record(record) }
        offset = found
        return .damage(start..<found)
    }

    /// Goes on behind records that the caller has written itself.
    mutating func skip(to offset: Int) {
        self.offset = offset
        window = .none
    }

    /// The whole record at an offset that is known to be one's; `nil` when it is none any more.
    mutating func record(knownAt offset: Int) throws(StoreError) -> ScannedRecord? {
        size = try file.size()
        return try record(at: offset)
    }

    private mutating func take(isLast: Bool) throws(StoreError) -> ScannedRecord? {
        guard let record = try record(at: offset) else { return nil }
        if isLast, try !isKept(record) { return nil }
        offset = record.end
        return record
    }

    /// The whole record at an offset, from the window.
    private mutating func record(at offset: Int) throws(StoreError) -> ScannedRecord? {
        guard offset < size, try load(offset..<min(offset + RecordFrame.longestLine, size)) else { return nil }
        guard let frame = frame(at: offset), offset + frame.length <= size else { return nil }
        guard try load(offset..<(offset + frame.contentStart)) else { return nil }
        let first = offset - windowStart
        // Of a store that is read for the first time, most of the time would go to waiting for memory.
        window.bytes.prefetch(at: first + frame.length)
        let checksum = RecordFrame.headerChecksum(
            of: UnsafeRawBufferPointer(rebasing: window.bytes[first..<(first + frame.contentStart)]),
            lineLength: frame.lineLength, salt: file.name.salt, offset: offset)
        let header = (first + frame.lineLength)..<(first + frame.contentStart - 1)
        guard checksum == frame.headerChecksum, window.bytes[header.upperBound] == .lf else { return nil }
        return ScannedRecord(offset: offset, frame: frame, header: window[header])
    }

    private func frame(at offset: Int) -> RecordFrame? {
        let first = offset - windowStart
        let end = min(first + RecordFrame.longestLine, window.bytes.count)
        return RecordFrame(UnsafeRawBufferPointer(rebasing: window.bytes[first..<end]))
    }

    /// Whether the content of the record, or of one behind it, is sound.
    private mutating func isKept(_ record: ScannedRecord) throws(StoreError) -> Bool {
        if record.offset <= soundOffset { return true }
        // From the end, since the last one vouches for all before it.
        var places = [(offset: record.offset, frame: record.frame)]
        var end = record.end
        while let next = try self.record(at: end) {
            places.append((next.offset, next.frame))
            end = next.end
        }
        for place in places.reversed() where try isSound(place.frame, at: place.offset) {
            soundOffset = place.offset
            return true
        }
        return try isSoundRecord(behind: end - 1)
    }

    private func isSound(_ frame: RecordFrame, at offset: Int) throws(StoreError) -> Bool {
        try file.holdsContent(
            (offset + frame.contentStart)..<(offset + frame.length - 1), of: offset, checksum: frame.contentChecksum)
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
            let octets = try file.octets(start..<min(start + step + RecordFrame.magic.count - 1, size))
            for candidate in octets.offsets(of: RecordFrame.magic) {
                guard let record = try record(at: start + candidate) else { continue }
                let counts = sound ? try isSound(record.frame, at: record.offset) : true
                if counts { return record.offset }
            }
            start += step
        }
        return nil
    }

    /// Makes the window hold a range of the file; false when the file does not.
    private mutating func load(_ range: Range<Int>) throws(StoreError) -> Bool {
        if range.lowerBound >= windowStart, range.upperBound <= windowStart + window.bytes.count { return true }
        guard range.upperBound <= size else { return false }
        let end = min(size, range.lowerBound + max(range.count, 64 * 1024))
        window = try file.octets(range.lowerBound..<end)
        windowStart = range.lowerBound
        return range.upperBound <= windowStart + window.bytes.count
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

extension Octets {
    /// Where a pattern begins, in order.
    fileprivate func offsets(of pattern: [UInt8]) -> [Int] {
        guard let base = bytes.baseAddress, let first = pattern.first else { return [] }
        var offsets: [Int] = []
        var start = 0
        while bytes.count - start >= pattern.count,
            let found = memchr(base + start, CInt(first), bytes.count - start - pattern.count + 1)
        {
            if memcmp(found, pattern, pattern.count) == 0 { offsets.append(UnsafeRawPointer(found) - base) }
            start = UnsafeRawPointer(found) - base + 1
        }
        return offsets
    }
}
