import Glibc
import MailCore

/// Records that wait for their place in a segment, then one after the other as octets.
///
/// Large contents are never copied: their octets are written from where they are.
struct RecordEncoder {
    let salt: UInt64
    /// Of the first record.
    let start: Int
    /// All but the large contents, one after the other.
    private(set) var text: [UInt8] = []
    /// The large contents, each with the octets of `text` that stand before it.
    private var pieces: [(textEnd: Int, content: [UInt8])] = []
    /// The offset behind each record.
    private(set) var ends: [Int] = []

    /// From here on a copy costs more than another vector, in octets.
    private static let large = 64 * 1024

    /// - Parameter records: What is about to be encoded, so that room for it is made at once.
    init(salt: UInt64, start: Int, for records: [PreparedRecord] = []) {
        self.salt = salt
        self.start = start
        let copied = records.reduce(0) { $0 + ($1.content.count < Self.large ? $1.content.count : 0) }
        text.reserveCapacity(
            records.reduce(copied + 1024) { $0 + $1.header.bytes.count + RecordFrame.longestLine + 32 })
    }

    var end: Int { ends.last ?? start }

    /// - Parameters:
    ///   - id: Of a message; stands in front, where a reader meets it first.
    ///   - contentChecksum: Over the content and its LF, not yet bound to a place.
    mutating func append(
        _ kind: RecordKind, sequence: UInt64, time: Timestamp, id: MessageID? = nil, header: HeaderLines,
        content: [UInt8] = [], contentChecksum: CRC32C = .empty
    ) {
        let offset = end
        let first = text.count
        var lines = header
        if let id { lines = HeaderLines(id: id, header) }
        text += RecordFrame.magic
        text += kind.description.utf8
        text.append(.space)
        text.append(decimal: sequence)
        text.append(.space)
        text.append(time)
        text.append(.space)
        text.append(decimal: UInt64(lines.bytes.count))
        text.append(.space)
        text.append(decimal: UInt64(content.count))
        text.append(.space)
        let place = text.count
        text.append(contentsOf: repeatElement(0x30, count: 8))
        text.append(.space)
        text.append(contentsOf: repeatElement(0x30, count: 8))
        text.write(contentChecksum.bound(to: salt, offset), at: place + 9)
        text.append(.lf)
        let lineLength = text.count - first
        text += lines.bytes
        text.append(.lf)
        let checksum = text.withUnsafeBytes { bytes in
            RecordFrame.headerChecksum(
                of: UnsafeRawBufferPointer(rebasing: bytes[first...]), lineLength: lineLength, salt: salt,
                offset: offset)
        }
        text.write(checksum, at: place)
        ends.append(offset + text.count - first + content.count + 1)
        if content.count < Self.large {
            text += content
        } else {
            pieces.append((text.count, content))
        }
        text.append(.lf)
    }

    /// All octets in order, for one vectored write.
    func withVectors<R>(_ body: ([iovec]) -> R) -> R {
        text.withUnsafeBytes { text in
            withVectors(piece: 0, textStart: 0, text, [], body)
        }
    }

    // One call per content, so that all their pointers are good at once. A batch bounds the depth, not the input.
    private func withVectors<R>(
        piece: Int, textStart: Int, _ text: UnsafeRawBufferPointer, _ vectors: [iovec], _ body: ([iovec]) -> R
    ) -> R {
        guard piece < pieces.count else {
            return body(vectors + [iovec(text[textStart...])])
        }
        let (textEnd, content) = pieces[piece]
        return content.withUnsafeBytes { content in
            let vectors = vectors + [iovec(text[textStart..<textEnd]), iovec(content[...])]
            return withVectors(piece: piece + 1, textStart: textEnd, text, vectors, body)
        }
    }
}

extension [UInt8] {
    /// Eight lower-case hexadecimal digits over those that are there.
    fileprivate mutating func write(_ checksum: UInt32, at place: Int) {
        for digit in 0..<8 {
            let value = UInt8(truncatingIfNeeded: checksum >> UInt32(28 - 4 * digit)) & 0xF
            self[place + digit] = value < 10 ? 0x30 + value : 0x61 + value - 10
        }
    }
}

extension CRC32C {
    /// Of no content: its LF alone.
    static let empty = CRC32C(content: [])

    /// Over a content and the LF behind it.
    init(content: [UInt8]) {
        self.init()
        update(content)
        update([.lf])
    }
}

extension iovec {
    fileprivate init(_ bytes: Slice<UnsafeRawBufferPointer>) {
        let bytes = UnsafeRawBufferPointer(rebasing: bytes)
        self.init(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
    }
}
