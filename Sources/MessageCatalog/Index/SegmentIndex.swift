import MailCore
import MessageStore
import Synchronization

/// What was derived from the first records of a segment: a file in memory, or the same octets before they are in one.
///
/// Everything that is read from it is checked against where it ends, so that no file can make it read beyond.
final class SegmentIndex: SegmentOutline {
    private enum Soundness: Int {
        case unknown, sound, damaged
    }

    let octets: Octets
    let header: IndexHeader
    private let starts: InlineArray<5, Int>
    private let othersCount: Int
    let rowCount: Int
    private let texts = Atomic<Int>(Soundness.unknown.rawValue)
    private let damaged: (@Sendable () -> Void)?

    /// - Parameter damaged: Called when its texts, which are checked as they are first asked for, are not what was written.
    /// - Returns: `nil` when it is damaged, or of another Roost.
    init?(_ octets: Octets, damaged: (@Sendable () -> Void)? = nil) {
        guard let header = IndexHeader(octets.bytes) else { return nil }
        self.octets = octets
        self.header = header
        self.damaged = damaged
        starts = InlineArray { area in IndexHeader.Area(rawValue: area).map { header.start(of: $0) } ?? 0 }
        othersCount = header.lengths[IndexHeader.Area.others.rawValue] / IndexHeader.otherSize
        rowCount = header.lengths[IndexHeader.Area.rows.rawValue] / IndexRow.size
        for area in [IndexHeader.Area.rows, .others, .summaries] where !isSound(area) { return nil }
    }

    /// One that is in memory only, with areas of those lengths: trusted.
    init(_ octets: Octets, lengths: InlineArray<5, Int>) {
        self.octets = octets
        let header = IndexHeader(lengths: lengths)
        self.header = header
        damaged = nil
        starts = InlineArray { area in IndexHeader.Area(rawValue: area).map { header.start(of: $0) } ?? 0 }
        othersCount = lengths[IndexHeader.Area.others.rawValue] / IndexHeader.otherSize
        rowCount = lengths[IndexHeader.Area.rows.rawValue] / IndexRow.size
        texts.store(Soundness.sound.rawValue, ordering: .relaxed)
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

    /// The folded texts of a message; `nil` when they are not known, or not what was written.
    func withTexts<R>(of row: Int, _ body: (IndexedTexts) -> R) -> R? {
        guard row >= 0, row < rowCount else { return nil }
        let known = IndexRow.Texts(octets.bytes, at: starts[0] + row * IndexRow.size)
        guard known.bits & IndexRow.known != 0, areTextsSound else { return nil }
        let next = row + 1 < rowCount ? IndexRow.Texts(octets.bytes, at: starts[0] + (row + 1) * IndexRow.size) : nil
        defer { withExtendedLifetime(octets) {} }
        return body(
            IndexedTexts(
                fields: bytes(.fields, known.fieldsStart, next?.fieldsStart),
                bodies: bytes(.bodies, known.bodiesStart, next?.bodiesStart),
                features: known.features, isPartial: known.bits & IndexRow.partial != 0))
    }

    /// Whether the texts are what was written; looked at once.
    var areTextsSound: Bool {
        switch Soundness(rawValue: texts.load(ordering: .acquiring)) {
        case .sound: return true
        case .damaged: return false
        case .unknown, nil: break
        }
        let isSound = isSound(.fields) && isSound(.bodies)
        texts.store((isSound ? Soundness.sound : .damaged).rawValue, ordering: .releasing)
        if !isSound { damaged?() }
        return isSound
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

    private func isSound(_ area: IndexHeader.Area) -> Bool {
        IndexChecksum.of(bytes(area)) == header.checksums[area.rawValue]
    }
}
