import Glibc
import MailCore

/// The lines of a record's header, read again. Values are as they stand, still escaped, and good during a call only.
struct HeaderReader {
    let lines: OctetSlice

    init(_ lines: OctetSlice) {
        self.lines = lines
    }

    func number(_ key: StaticString) -> UInt64? {
        first(key) { UInt64(decimal: $0) }
    }

    func text(_ key: StaticString) -> String? {
        first(key) { String(escaped: $0) }
    }

    func octets(_ key: StaticString) -> [UInt8]? {
        first(key) { [UInt8](escaped: $0) }
    }

    func time(_ key: StaticString) -> Timestamp? {
        first(key) { Timestamp(rfc3339: $0) }
    }

    /// Decimals divided by single spaces; `nil` when one of them is none.
    func ids(_ key: StaticString) -> [MessageID]? {
        first(key) { value in
            var ids: [MessageID] = []
            if value.isEmpty { return ids }
            for field in value.fields(divider: .space) {
                guard let id = UInt64(decimal: field), id > 0 else { return nil }
                ids.append(MessageID(id))
            }
            return ids
        }
    }

    /// Ids, or two with a hyphen for all between them, divided by single spaces; `nil` when one is of no such form.
    func ranges(_ key: StaticString) -> IDRanges? {
        first(key) { value in
            var ranges: [ClosedRange<UInt64>] = []
            if value.isEmpty { return IDRanges.none }
            for field in value.fields(divider: .space) {
                let ends = field.fields(divider: 0x2D, limit: 2)
                guard let first = UInt64(decimal: ends[0]), let last = UInt64(decimal: ends[ends.count - 1]),
                    first <= last
                else { return nil }
                ranges.append(first...last)
            }
            return IDRanges(ranges)
        }
    }

    func contains(_ key: StaticString) -> Bool {
        first(key) { _ in true } ?? false
    }

    /// Key and value of each line, until the closure returns false. Lines without a key are passed over.
    func forEach(_ body: (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool) {
        lines.withBytes { bytes in
            var start = 0
            while start < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
                let line = UnsafeRawBufferPointer(rebasing: rest[..<(rest.position(of: .lf) ?? rest.count)])
                start += line.count + 1
                guard let colon = line.position(of: 0x3A), colon + 1 < line.count, line[colon + 1] == .space else {
                    continue
                }
                let key = UnsafeRawBufferPointer(rebasing: line[..<colon])
                guard body(key, UnsafeRawBufferPointer(rebasing: line[(colon + 2)...])) else { return }
            }
        }
    }

    private func first<R>(_ key: StaticString, _ body: (UnsafeRawBufferPointer) -> R?) -> R? {
        var found: R?
        forEach { name, value in
            guard key ~= name else { return true }
            found = body(value)
            return false
        }
        return found
    }
}

extension UnsafeRawBufferPointer {
    func position(of byte: UInt8) -> Int? {
        guard let baseAddress, let found = memchr(baseAddress, CInt(byte), count) else { return nil }
        return UnsafeRawPointer(found) - baseAddress
    }

    /// What stands between dividers; at least one, the last ones together when there would be more than `limit`.
    func fields(divider: UInt8, limit: Int = .max) -> [UnsafeRawBufferPointer] {
        var fields: [UnsafeRawBufferPointer] = []
        var rest = self
        while fields.count < limit - 1, let end = rest.position(of: divider) {
            fields.append(UnsafeRawBufferPointer(rebasing: rest[..<end]))
            rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
        }
        return fields + [rest]
    }
}

extension [UInt8] {
    /// Undoes the escapes; a backslash that begins no escape stands for itself.
    init(escaped bytes: UnsafeRawBufferPointer) {
        self.init()
        reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte == 0x5C, position + 3 < bytes.count, bytes[position + 1] == 0x78,
                let high = bytes[position + 2].hexValue, let low = bytes[position + 3].hexValue
            {
                append(high << 4 | low)
                position += 4
            } else {
                append(byte)
                position += 1
            }
        }
    }
}

extension String {
    init(escaped bytes: UnsafeRawBufferPointer) {
        if bytes.position(of: 0x5C) == nil {
            self.init(decoding: bytes, as: UTF8.self)
        } else {
            self.init(decoding: [UInt8](escaped: bytes), as: UTF8.self)
        }
    }
}

extension UInt64 {
    /// Of at most 18 digits and nothing else.
    init?(decimal bytes: UnsafeRawBufferPointer) {
        guard (1...18).contains(bytes.count) else { return nil }
        var number: UInt64 = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + UInt64(byte - 0x30)
        }
        self = number
    }
}

func ~= (key: StaticString, bytes: UnsafeRawBufferPointer) -> Bool {
    guard key.utf8CodeUnitCount == bytes.count, let base = bytes.baseAddress else { return false }
    return memcmp(key.utf8Start, base, bytes.count) == 0
}
