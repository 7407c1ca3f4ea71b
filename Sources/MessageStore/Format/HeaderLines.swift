import MailCore

/// The header of a record: lines `key: value`, octets outside printable ASCII escaped.
struct HeaderLines {
    private(set) var bytes: [UInt8] = []

    init() {}

    /// With the line of an id in front.
    init(id: MessageID, _ lines: HeaderLines) {
        bytes.reserveCapacity(lines.bytes.count + 32)
        append("id", id.rawValue)
        guard !lines.bytes.isEmpty else { return }
        bytes.append(.lf)
        bytes += lines.bytes
    }

    mutating func append(_ key: StaticString, _ value: some StringProtocol) {
        append(key) { $0.append(escaping: value.utf8) }
    }

    mutating func append(_ key: StaticString, _ value: UInt64) {
        append(key) { $0.append(decimal: value) }
    }

    mutating func append(_ key: StaticString, ids: [MessageID]) {
        append(key) { line in
            for (position, id) in ids.enumerated() {
                if position > 0 { line.append(.space) }
                line.append(decimal: id.rawValue)
            }
        }
    }

    /// Of a value whose octets are written by the closure, escaped.
    mutating func append(_ key: StaticString, _ write: (inout [UInt8]) -> Void) {
        if !bytes.isEmpty { bytes.append(.lf) }
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(0x3A)
        bytes.append(.space)
        write(&bytes)
    }
}

/// The lines of a record's header, read again.
struct HeaderReader {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    /// The value of the first line of a key, still escaped; `nil` when there is none.
    func first(_ key: StaticString) -> ArraySlice<UInt8>? {
        var found: ArraySlice<UInt8>?
        forEach { name, value in
            guard key.matches(name) else { return true }
            found = value
            return false
        }
        return found
    }

    func number(_ key: StaticString) -> UInt64? {
        first(key).flatMap { UInt64(decimal: $0) }
    }

    func text(_ key: StaticString) -> String? {
        first(key).map { String(decoding: unescaped($0), as: UTF8.self) }
    }

    func time(_ key: StaticString) -> Timestamp? {
        first(key).flatMap { Timestamp(rfc3339: $0) }
    }

    /// Decimals divided by single spaces; `nil` when one of them is none.
    func ids(_ key: StaticString) -> [MessageID]? {
        guard let value = first(key) else { return nil }
        var ids: [MessageID] = []
        for field in value.split(separator: .space) {
            guard let id = UInt64(decimal: field), id > 0 else { return nil }
            ids.append(MessageID(id))
        }
        return ids
    }

    /// Key and value of each line, until the closure returns false. Lines without a key are passed over.
    func forEach(_ body: (_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Bool) {
        var rest = bytes
        while !rest.isEmpty {
            let line = rest.prefix { $0 != .lf }
            rest = rest[line.endIndex...].dropFirst()
            guard let colon = line.firstIndex(of: 0x3A), colon + 1 < line.endIndex, line[colon + 1] == .space else {
                continue
            }
            guard body(line[..<colon], line[(colon + 2)...]) else { return }
        }
    }
}

extension [UInt8] {
    /// `\xHH` for octets outside printable ASCII, for the backslash, and for those named.
    mutating func append(escaping bytes: some Sequence<UInt8>, and special: [UInt8] = []) {
        for byte in bytes {
            if (byte.isVisible || byte == .space) && byte != 0x5C && !special.contains(byte) {
                append(byte)
            } else {
                self += [0x5C, 0x78, .hexDigit(byte >> 4), .hexDigit(byte & 0xF)]
            }
        }
    }

    mutating func append(decimal number: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var (rest, first) = (number, 20)
            repeat {
                first -= 1
                digits[first] = 0x30 + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            append(contentsOf: UnsafeBufferPointer(rebasing: digits[first...]))
        }
    }
}

/// Undoes the escapes; a backslash that begins no escape stands for itself.
func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
        let digits = rest.prefix(3)
        if byte == 0x5C, digits.count == 3, digits.first == 0x78, let high = digits.dropFirst().first?.hexValue,
            let low = digits.last?.hexValue
        {
            result.append(high << 4 | low)
            rest = rest.dropFirst(3)
        } else {
            result.append(byte)
        }
    }
    return result
}

extension StaticString {
    func matches(_ bytes: ArraySlice<UInt8>) -> Bool {
        withUTF8Buffer { $0.count == bytes.count && $0.elementsEqual(bytes) }
    }
}

extension UInt64 {
    /// Of at most 18 digits and nothing else.
    init?(decimal bytes: ArraySlice<UInt8>) {
        guard (1...18).contains(bytes.count), bytes.allSatisfy(\.isDigit) else { return nil }
        self = bytes.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
    }
}
