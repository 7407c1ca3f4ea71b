import InternetMessage
import MailCore
import MessageStore

/// # The index of a segment: `00000001-9f3c5d0a7be1c284.index`
///
/// Derived from the first records of the segment of the same name, and to be removed at any time. It holds no flags.
/// All numbers are little-endian. A header of ``size`` octets, then six areas without a gap, the last of which ends
/// the file:
///
///     header     magic "ROOSTIDX", u32 version, u32 segment number, u64 salt, u64 generation,
///                u64 end: the offset behind the last record that is covered, u64 offset and u32 header checksum of that
///                record, u32 zero, u64 vocabulary: what the checks and defects of this Roost are called,
///                u64 length of each area, u64 checksum of all areas before the texts, u64 checksum of the header up
///                to here
///     rows       64 octets a message, in the order of the log (``IndexRow``)
///     others     16 octets for each other record: u64 offset, u64 messages before it
///     summaries  what a row of the list shows (``SummaryTexts``), from where the row says to where the next one begins
///     blocks     u64 checksum of each block of the texts (``CheckedTexts``), which are the two areas that follow
///     fields     folded text of fields: 0xFF, 0x80 plus the number of the field (``IndexedField``), UTF-8, and so on
///     bodies     folded text of the bodies: 0xFF before the plain text, and before the text of the HTML
///
/// Neither octet of such a mark occurs where a text begins, nor 0xFF in any, so nothing that is looked for lies across.
struct IndexHeader {
    static let size = 128
    /// Of an entry of ``Area/others``.
    static let otherSize = 16
    /// To be raised whenever what is derived from a message, or how it is written, changes.
    static let version: UInt32 = 2

    enum Area: Int, CaseIterable {
        case rows, others, summaries, blocks, fields, bodies
    }

    var segment: SegmentName
    var generation: UInt64
    var end: Int
    var lastOffset: Int
    var lastChecksum: UInt32
    /// In octets, by area.
    var lengths: Lengths
    /// Of all areas before the texts.
    var outlineChecksum: UInt64

    typealias Lengths = InlineArray<6, Int>

    /// `nil` for what is no header of this version and vocabulary, or is damaged, or does not fit a file of `size` octets.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Self.size else { return nil }
        var reader = IndexReader(bytes)
        guard reader.number() == Self.magic, reader.number32() == Self.version else { return nil }
        let number = reader.number32()
        segment = SegmentName(number: number, salt: reader.number())
        generation = reader.number()
        (end, lastOffset) = (reader.count(), reader.count())
        lastChecksum = reader.number32()
        _ = reader.number32()
        guard reader.number() == Self.vocabulary else { return nil }
        lengths = Lengths { _ in reader.count() }
        outlineChecksum = reader.number()
        let checksum = IndexChecksum.of(UnsafeRawBufferPointer(rebasing: bytes[..<reader.position]))
        guard reader.number() == checksum else { return nil }
        var rest = bytes.count - Self.size
        for area in Area.allCases {
            guard lengths[area.rawValue] <= rest else { return nil }
            rest -= lengths[area.rawValue]
        }
        guard rest == 0 else { return nil }
    }

    /// - Parameters:
    ///   - last: The record that the covered part of the segment ends with.
    ///   - octets: All of the index, of which only this header is not written.
    init(covering last: RecordPlace, lengths: Lengths, in octets: UnsafeRawBufferPointer) {
        (segment, generation, end) = (last.segment, last.generation, last.end)
        (lastOffset, lastChecksum) = (last.offset, last.checksum)
        (self.lengths, outlineChecksum) = (lengths, 0)
        outlineChecksum = IndexChecksum.of(UnsafeRawBufferPointer(rebasing: octets[outline]))
    }

    /// Of an index that is in memory only.
    init(lengths: Lengths) {
        segment = SegmentName(number: 0, salt: 0)
        (generation, end, lastOffset, lastChecksum, outlineChecksum) = (0, 0, 0, 0, 0)
        self.lengths = lengths
    }

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(number: Self.magic)
        bytes.append(number: Self.version)
        bytes.append(number: segment.number)
        bytes.append(number: segment.salt)
        bytes.append(number: generation)
        bytes.append(number: UInt64(end))
        bytes.append(number: UInt64(lastOffset))
        bytes.append(number: lastChecksum)
        bytes.append(number: UInt32(0))
        bytes.append(number: Self.vocabulary)
        for area in Area.allCases { bytes.append(number: UInt64(lengths[area.rawValue])) }
        bytes.append(number: outlineChecksum)
        bytes.append(number: bytes.withUnsafeBytes { IndexChecksum.of($0) })
        return bytes
    }

    func start(of area: Area) -> Int { (0..<area.rawValue).reduce(Self.size) { $0 + lengths[$1] } }

    /// All areas before the texts.
    var outline: Range<Int> { Self.size..<start(of: .fields) }

    var texts: Range<Int> { start(of: .fields)..<start(of: .bodies) + lengths[Area.bodies.rawValue] }

    /// `ROOSTIDX`
    private static let magic: UInt64 = 0x5844_4954_534F_4F52

    /// Another Roost that finds other things in a message does not take what this one has found.
    private static let vocabulary: UInt64 = {
        let names =
            Check.Code.allCases.map { "\($0.rawValue) \($0.rule.severity)" } + Defect.Code.allCases.map(\.rawValue)
            + EnvelopeDefect.allCases.map(\.rawValue)
        return Array(names.joined(separator: "\n").utf8).withUnsafeBytes { IndexChecksum.of($0) }
    }()
}

extension IndexHeader: Equatable {
    static func == (left: IndexHeader, right: IndexHeader) -> Bool { left.bytes == right.bytes }
}
