import Glibc
import MailCore

/// Records that wait for their place in a segment, then one after the other as octets.
///
/// Contents are never copied: their octets are written from where they are.
struct RecordEncoder {
    let salt: UInt64
    /// Of the first record.
    let start: Int
    /// All but the contents, one after the other.
    private(set) var text: [UInt8] = []
    /// The contents that are not empty, each with the octets of `text` that stand before it.
    private var pieces: [(textEnd: Int, content: [UInt8])] = []
    /// The offset behind each record.
    private(set) var ends: [Int] = []

    init(salt: UInt64, start: Int) {
        self.salt = salt
        self.start = start
    }

    var end: Int { ends.last ?? start }

    /// - Parameter contentChecksum: Over the content and its LF, not yet bound to a place.
    mutating func append(
        _ kind: String, sequence: UInt64, time: Timestamp, header: HeaderLines, content: [UInt8] = [],
        contentChecksum: CRC32C = .empty
    ) {
        let offset = end
        let first = text.count
        text += RecordFrame.magic
        text += Array("\(kind) \(sequence) \(time.rfc3339) \(header.bytes.count) \(content.count) ".utf8)
        let place = text.count
        text += Array("00000000 ".utf8)
        text += hexadecimal(contentChecksum.bound(to: salt, offset))
        text.append(.lf)
        let lineLength = text.count - first
        text += header.bytes
        text.append(.lf)
        let checksum = text.withUnsafeBytes { bytes in
            RecordFrame.headerChecksum(
                of: UnsafeRawBufferPointer(rebasing: bytes[first...]), lineLength: lineLength, salt: salt,
                offset: offset)
        }
        text.replaceSubrange(place..<(place + 8), with: hexadecimal(checksum))
        if !content.isEmpty { pieces.append((text.count, content)) }
        text.append(.lf)
        ends.append(offset + text.count - first + content.count)
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

    private func hexadecimal(_ checksum: UInt32) -> [UInt8] {
        Array(padded(String(checksum, radix: 16), to: 8).utf8)
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
