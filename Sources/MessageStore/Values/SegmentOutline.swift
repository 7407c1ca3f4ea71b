/// What a file derived from a segment knows of its first records, so that they need not be read again.
package protocol SegmentOutline: Sendable {
    /// How often the segment had been written anew.
    var generation: UInt64 { get }
    /// Behind the last record it knows of.
    var end: Int { get }
    /// Where that record stands, and the checksum of its header.
    var last: (offset: Int, checksum: UInt32) { get }
    /// Records, as a count; those that only frame a segment left out.
    var count: Int { get }

    /// In the order of the log, from 0.
    subscript(position: Int) -> OutlinedRecord { get }
}

/// A record as an outline knows it.
package enum OutlinedRecord: Sendable, Hashable {
    case message(MessageRecord)
    /// One that is read from the log, where it stands at that offset.
    case other(offset: Int)
}

/// Where a record stands.
package struct RecordPlace: Hashable, Sendable {
    package var segment: SegmentName
    package var generation: UInt64
    /// Of the record; of what frames the segment, where only that stands before it.
    package var start: Int
    package var offset: Int
    package var end: Int
    /// Of its header.
    package var checksum: UInt32

    package init(segment: SegmentName, generation: UInt64, start: Int, offset: Int, end: Int, checksum: UInt32) {
        (self.segment, self.generation) = (segment, generation)
        (self.start, self.offset, self.end) = (start, offset, end)
        self.checksum = checksum
    }
}
