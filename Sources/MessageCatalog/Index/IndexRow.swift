import MailCore
import MessageStore

/// What an index knows of one message. In a file:
///
///     u64 id, u64 sequence, i64 time received (microseconds), u64 offset of the record, u64 octets of the content,
///     u32 offset of the content in its record, u32 its checksum, u32 where its summary begins, u32 its fields,
///     u32 its bodies, u16 features (``Term/Feature``, a bit each), u8 bits: 1 known, 2 partial; u8 zero
struct IndexRow: Equatable {
    static let size = 64

    /// Whether there is more than the record: not for a message that was deleted before it was read, or is damaged.
    static let known: UInt8 = 1
    /// The text was over the cap: what is not found in it may stand in the rest of the content.
    static let partial: UInt8 = 2

    var id: UInt64 = 0
    var sequence: UInt64 = 0
    var received: Int64 = 0
    var offset: UInt64 = 0
    var contentSize: UInt64 = 0
    var contentStart: UInt32 = 0
    var contentChecksum: UInt32 = 0
    var summaryStart: UInt32 = 0
    var fieldsStart: UInt32 = 0
    var bodiesStart: UInt32 = 0
    var features: UInt16 = 0
    var bits: UInt8 = 0

    init() {}

    init(_ record: MessageRecord) {
        id = record.id.rawValue
        sequence = record.sequence
        received = record.received.microseconds
        offset = UInt64(record.location.offset)
        contentSize = UInt64(record.size)
        contentStart = UInt32(truncatingIfNeeded: record.location.contentStart)
        contentChecksum = record.location.contentChecksum
    }

    init(_ bytes: UnsafeRawBufferPointer, at position: Int) {
        guard position >= 0, position + Self.size <= bytes.count else { return }
        func number<Number: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, _ type: Number.Type) -> Number {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: position + offset, as: type))
        }
        (id, sequence) = (number(0, UInt64.self), number(8, UInt64.self))
        received = number(16, Int64.self)
        (offset, contentSize) = (number(24, UInt64.self), number(32, UInt64.self))
        (contentStart, contentChecksum) = (number(40, UInt32.self), number(44, UInt32.self))
        summaryStart = number(48, UInt32.self)
        let texts = Texts(bytes, at: position)
        (fieldsStart, bodiesStart) = (texts.fieldsStart, texts.bodiesStart)
        (features, bits) = (texts.features, texts.bits)
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.size)
        bytes.append(number: id)
        bytes.append(number: sequence)
        bytes.append(number: received)
        bytes.append(number: offset)
        bytes.append(number: contentSize)
        bytes.append(number: contentStart)
        bytes.append(number: contentChecksum)
        bytes.append(number: summaryStart)
        bytes.append(number: fieldsStart)
        bytes.append(number: bodiesStart)
        bytes.append(number: UInt32(features) | UInt32(bits) << 16)
        return bytes
    }

    /// What a search asks of a row, and nothing else of it.
    struct Texts {
        let fieldsStart: UInt32
        let bodiesStart: UInt32
        let features: UInt16
        let bits: UInt8

        /// The row must lie within the octets.
        @inline(__always)
        init(_ bytes: UnsafeRawBufferPointer, at position: Int) {
            fieldsStart = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position + 52, as: UInt32.self))
            bodiesStart = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position + 56, as: UInt32.self))
            features = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: position + 60, as: UInt16.self))
            bits = bytes[position + 62]
        }
    }

    func record(of segment: SegmentName, _ generation: UInt64) -> MessageRecord {
        MessageRecord(
            id: MessageID(id), sequence: sequence, received: Timestamp(microseconds: received),
            size: Int(truncatingIfNeeded: contentSize),
            location: MessageRecord.Location(
                segment: segment, generation: generation, offset: Int(truncatingIfNeeded: offset),
                contentStart: Int(contentStart), contentChecksum: contentChecksum))
    }
}
