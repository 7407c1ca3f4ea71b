import MailCore
import MessageStore

/// The octets of an index on their way.
struct IndexDraft {
    private var rows: [UInt8] = []
    private var others: [UInt8] = []
    private var summaries: [UInt8] = []
    private var fields: [UInt8] = []
    private var bodies: [UInt8] = []
    private(set) var rowCount = 0

    /// Begins with all that another index covers.
    init(continuing index: SegmentIndex? = nil) {
        guard let index else { return }
        rows += index.bytes(.rows)
        others += index.bytes(.others)
        summaries += index.bytes(.summaries)
        fields += index.bytes(.fields)
        bodies += index.bytes(.bodies)
        rowCount = index.rowCount
    }

    mutating func append(otherAt offset: Int) {
        others.append(number: UInt64(offset))
        others.append(number: UInt64(rowCount))
    }

    /// A message of which only the record is told.
    mutating func append(_ record: MessageRecord) { append(IndexRow(record)) }

    mutating func append(_ record: MessageRecord, _ digest: MessageDigest) {
        var row = IndexRow(record)
        row.features = digest.features
        row.bits = IndexRow.known | (digest.isPartial ? IndexRow.partial : 0)
        append(row)
        summaries += digest.summary
        fields += digest.fields
        bodies += digest.bodies
    }

    /// What a row shows, and no message.
    mutating func append(summary texts: SummaryTexts) {
        append(IndexRow())
        summaries += texts.packed
    }

    /// A message as another index knows it.
    mutating func append(_ record: MessageRecord, as known: SegmentIndex, row other: Int) {
        let isKnown: Void? = known.withTexts(of: other) { texts in
            var row = IndexRow(record)
            row.features = texts.features
            row.bits = IndexRow.known | (texts.isPartial ? IndexRow.partial : 0)
            append(row)
            known.withSummary(of: other) { summaries += $0 }
            fields += texts.fields
            bodies += texts.bodies
        }
        if isKnown == nil { append(record) }
    }

    /// - Parameter last: The record that the covered part of the segment ends with.
    func octets(covering last: RecordPlace) -> Octets {
        let areas = [rows, others, summaries, fields, bodies]
        let header = IndexHeader(
            segment: last.segment, generation: last.generation, end: last.end, lastOffset: last.offset,
            lastChecksum: last.checksum, areas: areas)
        return Octets(joining: [header.bytes] + areas)
    }

    private mutating func append(_ row: IndexRow) {
        var row = row
        row.summaryStart = UInt32(truncatingIfNeeded: summaries.count)
        row.fieldsStart = UInt32(truncatingIfNeeded: fields.count)
        row.bodiesStart = UInt32(truncatingIfNeeded: bodies.count)
        row.append(to: &rows)
        rowCount += 1
    }
}
