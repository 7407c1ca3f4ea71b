import Glibc
import MailCore

// The format of the log, in full.
//
// A store is a directory. Its segments are the files NUMBER-SALT.roost: NUMBER is decimal with at least 8 digits,
// counts up from 1 and gives the order; SALT is 16 lower-case hexadecimal digits, 64 random bits. All other files are
// no part of the log. A segment is a sequence of records and nothing else. A record is
//
//     ROOST1 SP kind SP sequence SP time SP header-length SP content-length SP checksum SP checksum LF
//     header LF
//     content LF
//
// * kind: 1 to 32 lower-case letters. A reader skips kinds it does not know.
// * sequence: decimal, counts up by one over all records of all segments, never reused. A number that is skipped
//   belongs to a record that was lost; it may have carried an id, so as many ids are skipped with it.
// * time: UTC with microseconds as in RFC 3339, 2026-11-23T12:31:45.123456Z; never earlier than the record before.
// * lengths: decimal octets of header and content, their LF not counted. Decimals have no leading zero.
// * the first checksum covers the line without these 8 digits, then the header and its LF; the second covers the
//   content and its LF. Each goes on over the salt and over the offset of the record's first octet in its segment,
//   both as 64 bits, most significant octet first. Both are CRC-32C in 8 lower-case hexadecimal digits.
// * header: lines `key: value`, divided by LF, without one at the end; empty for no lines. Octets of a value outside
//   %x20-7E, and the backslash, are \xHH with upper-case digits. Readers skip keys they do not know.
//
// A record is whole when its line is of this form, all of it lies within the file and its first checksum holds.
//
// Kinds and their lines (ids are decimal, divided by one space):
//
//     segment    format, salt, generation, next-id, next-sequence   first record of a file; format is 1, and a higher
//                                                                   one must not be read. generation counts rewrites
//     message    id, reverse-path, forward-path (each), refused-recipients: RCPT commands that failed, as a count;
//                envelope-defect (each), session, began, peer, process, helo, tls, auth, dialogue (each)
//     delete     ids; because: `retention` when they were over what is kept
//     restore    undoes: the sequence of a delete, clear or flags record, whose own change is taken back; or ids, which
//                come back whatever deleted them
//     clear      through: an id; deletes up to and with it, but what is pinned at that point
//     flags      ids, set: read, unread, pinned, unpinned, tagged or untagged; tag: which one
//     listener   event: started or stopped; text
//     session    what became of an SMTP session that did not end in a stored message and QUIT: problem, detail, ended,
//                count: of equal sessions in a row; octets of content that had come, messages: ids it had stored, and
//                the lines of a message, reverse-path only when a mail transaction was under way;
//                or, for one that happened again, repeats: the sequence of the record that tells it; count, ended
//     settings   keep: messages, keep-bytes, keep-age: in seconds; the last such record holds, 0 is no limit. Without
//                one: 10000, 1 GiB, 30 days. Pinned messages are not counted out
//     compacted  segment: the file that was written anew, or removed; dropped: the messages that are in no segment any
//                more, ids and ranges of them, 1-40 42; octets: given back
//     seal       nothing; the last record of a file that is done
//
//     reverse-path, forward-path  `<` [ source-route `:` ] address `>` *( SP keyword [ `=` value ] ), where SP, `<`,
//                                 `>`, `=`, and `:` in a source-route, `@` at the start of an address, are \xHH too
//     session                     sequence of the `listener` record that told the start, `.`, count of the connection
//     problem                     why, a word as `tls-on-plain-port`; readers take one they do not know for `other`
//     began, ended                when the session did, in the form of a record's time
//     auth                        mechanism SP user
//     dialogue                    these lines stand last: microseconds since the session began, SP, `C` or `S`, SP, the line
//
// Octets that are no whole record are damage when a whole record follows in the file, or another segment follows; the
// reader goes on at the next offset where a whole record stands. Otherwise they are the torn tail: a reader waits, an
// appender moves them to torn-NUMBER-OFFSET-TIME and cuts them off. In the last segment a whole record whose content
// fails its checksum is part of the torn tail too, unless a sound one follows. A torn tail costs a sequence number.

/// The first line of a record, taken apart.
struct RecordFrame: Equatable {
    var kind: RecordKind
    var sequence: UInt64
    var time: Timestamp
    var headerLength: Int
    var contentLength: Int
    var headerChecksum: UInt32
    var contentChecksum: UInt32
    /// Octets of the line with its LF.
    var lineLength: Int

    /// No line is longer: a kind of 32, three numbers of 20, a time, two checksums and what divides them.
    static let longestLine = 160
    /// `ROOST1 `, as numbers: it is compared for each record, and so is made when the program is built.
    static let magic: [UInt8] = [0x52, 0x4F, 0x4F, 0x53, 0x54, 0x31, 0x20]

    /// From the record's first octet to its header's LF.
    var contentStart: Int { lineLength + headerLength + 1 }
    /// All octets of the record.
    var length: Int { contentStart + contentLength + 1 }

    /// Reads the line at the start of `bytes`; `nil` for anything that is not of the form.
    init?(_ bytes: UnsafeRawBufferPointer) {
        var fields = FieldReader(bytes: bytes)
        guard fields.skip(Self.magic),
            let kind = fields.kind(),
            let sequence = fields.decimal(),
            let time = fields.time(),
            let headerLength = fields.decimal(), headerLength <= Limits.recordHeader,
            let contentLength = fields.decimal(),
            let headerChecksum = fields.checksum(endedBy: .space),
            let contentChecksum = fields.checksum(endedBy: .lf)
        else { return nil }
        self.kind = kind
        self.sequence = UInt64(sequence)
        self.time = time
        self.headerLength = headerLength
        self.contentLength = contentLength
        self.headerChecksum = headerChecksum
        self.contentChecksum = contentChecksum
        lineLength = fields.position
    }

    /// The first checksum of a record whose octets up to its header's LF are given, with any eight digits in its place.
    static func headerChecksum(
        of bytes: UnsafeRawBufferPointer, lineLength: Int, salt: UInt64, offset: Int
    ) -> UInt32 {
        // Behind the place of the first checksum stand a space, the second one and the LF.
        let place = lineLength - 18
        var checksum = CRC32C()
        checksum.update(UnsafeRawBufferPointer(rebasing: bytes[..<place]))
        checksum.update(UnsafeRawBufferPointer(rebasing: bytes[(place + 8)...]))
        return checksum.bound(to: salt, offset)
    }
}

extension CRC32C {
    /// Goes on over what ties a checksum to the place of its record.
    func bound(to salt: UInt64, _ offset: Int) -> UInt32 {
        var checksum = self
        checksum.update(salt)
        checksum.update(UInt64(offset))
        return checksum.value
    }
}

/// Takes fields and the space behind each from the front of a line.
private struct FieldReader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    mutating func skip(_ expected: [UInt8]) -> Bool {
        guard bytes.count - position >= expected.count, let base = bytes.baseAddress,
            memcmp(base + position, expected, expected.count) == 0
        else { return false }
        position += expected.count
        return true
    }

    /// 1 to 32 lower-case letters.
    mutating func kind() -> RecordKind? {
        let start = position
        while position < bytes.count, position - start < 32, (0x61...0x7A).contains(bytes[position]) { position += 1 }
        guard position > start else { return nil }
        let word = UnsafeRawBufferPointer(rebasing: bytes[start..<position])
        return end(.space) ? RecordKind(word) : nil
    }

    /// At most 18 digits, so that sums of a few of them do not overflow.
    mutating func decimal() -> Int? {
        let start = position
        var number = 0
        while position < bytes.count, position - start < 18 {
            let digit = bytes[position] &- 0x30
            guard digit < 10 else { break }
            number = number &* 10 &+ Int(digit)
            position += 1
        }
        guard position > start, bytes[start] != 0x30 || position == start + 1, end(.space) else { return nil }
        return number
    }

    mutating func time() -> Timestamp? {
        guard bytes.count - position > 27 else { return nil }
        let time = Timestamp(rfc3339: UnsafeRawBufferPointer(rebasing: bytes[position..<(position + 27)]))
        position += 27
        return end(.space) ? time : nil
    }

    mutating func checksum(endedBy divider: UInt8) -> UInt32? {
        guard bytes.count - position > 8 else { return nil }
        let digits = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        guard let value = UInt32(hexDigits: digits) else { return nil }
        position += 8
        return end(divider) ? value : nil
    }

    private mutating func end(_ divider: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == divider else { return false }
        position += 1
        return true
    }
}

extension UInt32 {
    /// Of eight digits in lower case, the first in the lowest octet. All at once: of digits that are random, a processor
    /// guesses every third branch wrong.
    fileprivate init?(hexDigits: UInt64) {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let isLetter = hexDigits >> 6 & ones
        var nibbles = hexDigits & (ones * 0x0F) &+ isLetter * 9
        // Bit 4 of a sum with 6 tells those that are written as a letter.
        let written = nibbles &+ ones * 0x30 &+ ((nibbles &+ ones * 6) >> 4 & ones) * 0x27
        guard nibbles & (ones * 0xF0) == 0, written == hexDigits else { return nil }
        nibbles = nibbles.byteSwapped
        nibbles = (nibbles | nibbles >> 4) & 0x00FF_00FF_00FF_00FF
        nibbles = (nibbles | nibbles >> 8) & 0x0000_FFFF_0000_FFFF
        self.init(truncatingIfNeeded: nibbles | nibbles >> 16)
    }
}
