package import MailCore

/// A message of the log: who it is and where it stands. Small; its header and content stay in the segment.
package struct MessageRecord: Hashable, Sendable {
    package var id: MessageID
    package var sequence: UInt64
    /// When it was appended; never earlier than the record before it.
    package var received: Timestamp
    /// Octets of the content.
    package var size: Int

    package var location: Location

    /// Octets of the record.
    var length: Int { location.contentStart + size + 1 }

    /// No record of a message is shorter: its line alone comes to 68 octets.
    static let smallestLength = 80

    /// Where a record stands: a segment, and octets in it.
    package struct Location: Hashable, Sendable {
        package var segment: SegmentName
        /// How often the segment had been written anew; offsets are good for this one only.
        package var generation: UInt64
        /// Of the record's first octet.
        package var offset: Int
        /// Line, header and the LF after it.
        package var contentStart: Int
        package var contentChecksum: UInt32

        package init(
            segment: SegmentName, generation: UInt64, offset: Int, contentStart: Int, contentChecksum: UInt32
        ) {
            self.segment = segment
            self.generation = generation
            self.offset = offset
            self.contentStart = contentStart
            self.contentChecksum = contentChecksum
        }
    }

    package init(id: MessageID, sequence: UInt64, received: Timestamp, size: Int, location: Location) {
        self.id = id
        self.sequence = sequence
        self.received = received
        self.size = size
        self.location = location
    }
}
