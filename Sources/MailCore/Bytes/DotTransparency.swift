/// Undoes dot-stuffing and finds the end of mail data (RFC 5321 sections 4.1.1.4 and 4.5.2), over any segmentation.
///
/// The end is CRLF.CRLF and nothing else; a dot is removed only after CRLF or at the very start. Bare CR, bare LF, NUL
/// and 8-bit octets are content like any other.
package struct DotTransparencyDecoder: Sendable {
    /// What stands before the next octet, as far as it matters for the end.
    private enum State {
        case lineStart
        case inLine
        case afterCR
        /// A leading dot, withheld.
        case afterDot
        /// A leading dot and a CR, both withheld.
        case afterDotCR
        case complete
    }

    private let limit: Int
    private var state = State.lineStart
    /// What has been decoded; empty once there was more than the limit.
    package private(set) var content: [UInt8] = []
    /// Whether the content grew past the limit. The rest is read to the true end and dropped.
    package private(set) var isOverLimit = false

    /// Whether it was told to drop the content.
    package private(set) var isDiscarded = false

    /// - Parameter limit: the longest content that is kept, in octets after unstuffing.
    package init(limit: Int) {
        self.limit = limit
    }

    /// Whether the end of mail data was read.
    package var isComplete: Bool { state == .complete }

    /// Drops what has come and what will, up to the end of mail data.
    package mutating func discard() {
        isDiscarded = true
        content = []
    }

    /// Reads from `start` to the end of mail data or of the bytes; returns the position after what was read.
    package mutating func decode(_ bytes: Span<UInt8>, from start: Int) -> Int {
        bytes.withUnsafeBufferPointer { decode($0, from: start) }
    }

    private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        // Most contents come in one go. Those that do not must grow by factors, so only once.
        if content.isEmpty, !isDiscarded, !isOverLimit { content.reserveCapacity(min(bytes.count - start, limit)) }
        while position < bytes.count {
            let byte = bytes[position]
            switch state {
            case .lineStart:
                if byte == .dot {
                    state = .afterDot
                    position += 1
                } else {
                    position = decodeRun(bytes, from: position)
                }
            case .inLine:
                position = decodeRun(bytes, from: position)
            case .afterCR:
                if byte == .lf {
                    append(byte)
                    state = .lineStart
                    position += 1
                } else {
                    position = decodeRun(bytes, from: position)
                }
            case .afterDot:
                if byte == .cr {
                    state = .afterDotCR
                    position += 1
                } else {
                    position = decodeRun(bytes, from: position)
                }
            case .afterDotCR:
                if byte == .lf {
                    state = .complete
                    return position + 1
                }
                append(.cr)
                position = decodeRun(bytes, from: position)
            case .complete:
                return position
            }
        }
        return position
    }

    /// Takes everything up to the next LF, which no octet before it can make special.
    private mutating func decodeRun(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let end = bytes.firstLF(from: start).map { $0 + 1 } ?? bytes.count
        append(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        let last = bytes[end - 1]
        if last == .lf {
            state = end - start > 1 && bytes[end - 2] == .cr ? .lineStart : .inLine
        } else {
            state = last == .cr ? .afterCR : .inLine
        }
        return end
    }

    private mutating func append(_ run: UnsafeBufferPointer<UInt8>) {
        guard hasRoom(for: run.count) else { return }
        content.append(contentsOf: run)
    }

    private mutating func append(_ byte: UInt8) {
        guard hasRoom(for: 1) else { return }
        content.append(byte)
    }

    private mutating func hasRoom(for count: Int) -> Bool {
        guard !isDiscarded else { return false }
        if !isOverLimit, count > limit - content.count {
            isOverLimit = true
            content = []
        }
        return !isOverLimit
    }
}
