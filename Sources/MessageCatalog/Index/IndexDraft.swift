import MailCore
import MessageStore

/// What is to stand in an index. Its octets are made at once, where they stay: a file of them is large, and there may be
/// many files to make.
struct IndexDraft {
    private enum Piece {
        /// All that another index covers.
        case index(SegmentIndex)
        /// A message of which only the record is told, or a row without a message.
        case row(IndexRow, summary: [UInt8])
        case digest(IndexRow, MessageDigest)
        /// A message as another index knows it.
        case known(IndexRow, SegmentIndex, row: Int)
        case other(offset: Int)
    }

    private typealias Area = IndexHeader.Area

    private var pieces: [Piece] = []
    private var lengths = IndexHeader.Lengths(repeating: 0)

    /// Begins with all that another index covers, whose texts must be sound.
    init(continuing index: SegmentIndex? = nil) {
        guard let index else { return }
        pieces.append(.index(index))
        for area in Area.allCases where area != .blocks { lengths[area.rawValue] = index.bytes(area).count }
    }

    mutating func append(otherAt offset: Int) {
        pieces.append(.other(offset: offset))
        lengths[Area.others.rawValue] += IndexHeader.otherSize
    }

    /// A message of which only the record is told.
    mutating func append(_ record: MessageRecord) { append(.row(IndexRow(record), summary: []), 0, 0, 0) }

    /// What a row shows, and no message.
    mutating func append(summary texts: SummaryTexts) {
        let summary = texts.packed
        append(.row(IndexRow(), summary: summary), summary.count, 0, 0)
    }

    mutating func append(_ record: MessageRecord, _ digest: MessageDigest) {
        var row = IndexRow(record)
        row.features = digest.features
        row.bits = IndexRow.known | (digest.isPartial ? IndexRow.partial : 0)
        append(.digest(row, digest), digest.summary.count, digest.fields.count, digest.bodies.count)
    }

    mutating func append(_ record: MessageRecord, as known: SegmentIndex, row other: Int) {
        let isKnown: Void? = known.withTexts(of: other) { texts in
            var row = IndexRow(record)
            row.features = texts.features
            row.bits = IndexRow.known | (texts.isPartial ? IndexRow.partial : 0)
            let summary = known.withSummary(of: other) { $0.count }
            append(.known(row, known, row: other), summary, texts.fields.count, texts.bodies.count)
        }
        if isKnown == nil { append(record) }
    }

    private mutating func append(_ piece: Piece, _ summary: Int, _ fields: Int, _ bodies: Int) {
        pieces.append(piece)
        lengths[Area.rows.rawValue] += IndexRow.size
        lengths[Area.summaries.rawValue] += summary
        lengths[Area.fields.rawValue] += fields
        lengths[Area.bodies.rawValue] += bodies
    }

    /// - Parameter last: The record that the covered part of the segment ends with.
    func octets(covering last: RecordPlace) -> Octets {
        var lengths = lengths
        lengths[Area.blocks.rawValue] = CheckedTexts.checksumsSize(
            octets: lengths[Area.fields.rawValue] + lengths[Area.bodies.rawValue])
        return written(lengths) { buffer, pen in
            pen.putBlocks()
            let header = IndexHeader(covering: last, lengths: lengths, in: UnsafeRawBufferPointer(buffer))
            buffer.copyBytes(from: header.bytes)
        }
    }

    /// The same octets where they stay in memory: nothing can happen to them there, so they have no header and no checksums.
    var index: SegmentIndex { SegmentIndex(written(lengths) { _, _ in }, lengths: lengths) }

    /// - Parameter finish: Called when all pieces are written.
    private func written(
        _ lengths: IndexHeader.Lengths, _ finish: (UnsafeMutableRawBufferPointer, inout IndexPen) -> Void
    ) -> Octets {
        let size = Area.allCases.reduce(IndexHeader.size) { $0 + lengths[$1.rawValue] }
        return Octets(count: size) { buffer in
            var pen = IndexPen(buffer, lengths: lengths)
            for piece in pieces { put(piece, &pen) }
            finish(buffer, &pen)
        }
    }

    private func put(_ piece: Piece, _ pen: inout IndexPen) {
        switch piece {
        case .index(let index):
            for area in Area.allCases where area != .blocks { pen.put(index.bytes(area), in: area) }
        case .row(let row, let summary):
            pen.put(row)
            summary.withUnsafeBytes { pen.put($0, in: .summaries) }
        case .digest(let row, let digest):
            pen.put(row)
            digest.summary.withUnsafeBytes { pen.put($0, in: .summaries) }
            digest.fields.withUnsafeBytes { pen.put($0, in: .fields) }
            digest.bodies.withUnsafeBytes { pen.put($0, in: .bodies) }
        case .known(let row, let index, let other):
            pen.put(row)
            index.withSummary(of: other) { pen.put($0, in: .summaries) }
            _ = index.withTexts(of: other) { texts in
                pen.put(texts.fields, in: .fields)
                pen.put(texts.bodies, in: .bodies)
            }
        case .other(let offset):
            pen.put(otherAt: offset)
        }
    }
}
