import MailCore
import MessageStore

/// What was derived from the first records of a segment: a file in memory, or the same octets before they are in one.
///
/// Everything that is read from it is checked against where it ends, so that no file can make it read beyond.
final class SegmentIndex: SegmentOutline {
    let octets: Octets
    let header: IndexHeader
    let starts: IndexHeader.Lengths
    private let othersCount: Int
    let rowCount: Int
    /// `nil` for one that is in memory only: trusted.
    let texts: CheckedTexts?

    /// - Parameter damaged: Called when its texts, which are checked as they are first asked for, are not what was written.
    /// - Returns: `nil` when it is damaged, or of another Roost.
    convenience init?(_ octets: Octets, damaged: (@Sendable () -> Void)? = nil) {
        guard let header = IndexHeader(octets.bytes),
            IndexChecksum.of(UnsafeRawBufferPointer(rebasing: octets.bytes[header.outline])) == header.outlineChecksum,
            let texts = CheckedTexts(octets, header, damaged: damaged)
        else { return nil }
        self.init(octets, header, texts)
    }

    /// One that is in memory only, with areas of those lengths.
    convenience init(_ octets: Octets, lengths: IndexHeader.Lengths) {
        self.init(octets, IndexHeader(lengths: lengths), nil)
    }

    private init(_ octets: Octets, _ header: IndexHeader, _ texts: CheckedTexts?) {
        (self.octets, self.header, self.texts) = (octets, header, texts)
        starts = IndexHeader.Lengths { area in IndexHeader.Area(rawValue: area).map { header.start(of: $0) } ?? 0 }
        othersCount = header.lengths[IndexHeader.Area.others.rawValue] / IndexHeader.otherSize
        rowCount = header.lengths[IndexHeader.Area.rows.rawValue] / IndexRow.size
    }

    // MARK: The records

    var generation: UInt64 { header.generation }
    var end: Int { header.end }
    var last: (offset: Int, checksum: UInt32) { (header.lastOffset, header.lastChecksum) }
    var count: Int { rowCount + othersCount }

    subscript(position: Int) -> OutlinedRecord {
        if othersCount == 0 { return .message(row(position).record(of: header.segment, generation)) }
        // Those of the others that stand before this position.
        var (low, high) = (0, othersCount)
        while low < high {
            let middle = (low + high) / 2
            if other(middle).rowsBefore + middle < position { low = middle + 1 } else { high = middle }
        }
        if low < othersCount, other(low).rowsBefore + low == position { return .other(offset: other(low).offset) }
        return .message(row(position - low).record(of: header.segment, generation))
    }

    func row(_ row: Int) -> IndexRow { IndexRow(octets.bytes, at: starts[0] + row * IndexRow.size) }

    func other(_ position: Int) -> (offset: Int, rowsBefore: Int) {
        var reader = IndexReader(octets.bytes, from: starts[1] + position * IndexHeader.otherSize)
        return (reader.count(), reader.count())
    }

    /// The row of the message that a record holds; `nil` when it is not covered.
    ///
    /// - Parameter guess: The row to look at first.
    func row(ofSequence sequence: UInt64, guess: Int) -> Int? {
        if guess < rowCount, row(guess).sequence == sequence { return guess }
        var (low, high) = (0, rowCount)
        while low < high {
            let middle = (low + high) / 2
            if row(middle).sequence < sequence { low = middle + 1 } else { high = middle }
        }
        return low < rowCount && row(low).sequence == sequence ? low : nil
    }

    // MARK: The messages

    func withSummary<R>(of row: Int, _ body: (UnsafeRawBufferPointer) -> R) -> R {
        defer { withExtendedLifetime(octets) {} }
        guard row >= 0, row < rowCount else { return body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        let next = row + 1 < rowCount ? self.row(row + 1).summaryStart : nil
        return body(bytes(.summaries, self.row(row).summaryStart, next))
    }

    func bytes(_ area: IndexHeader.Area) -> UnsafeRawBufferPointer {
        let start = starts[area.rawValue]
        return UnsafeRawBufferPointer(rebasing: octets.bytes[start..<(start + header.lengths[area.rawValue])])
    }

    /// What an area holds of a row: from where it says to where the next one begins.
    private func bytes(_ area: IndexHeader.Area, _ start: UInt32, _ next: UInt32?) -> UnsafeRawBufferPointer {
        let all = bytes(area)
        let first = min(Int(start), all.count)
        let last = min(next.map { Int($0) } ?? all.count, all.count)
        return UnsafeRawBufferPointer(rebasing: all[first..<max(first, last)])
    }
}
