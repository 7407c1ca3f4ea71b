import MailCore

/// The header of a record: lines `key: value`, octets outside printable ASCII escaped.
struct HeaderLines {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ key: StaticString, _ value: some StringProtocol) {
        append(key, escaped: escaped(value.utf8))
    }

    mutating func append(_ key: StaticString, _ value: [UInt8]) {
        append(key, escaped: escaped(value))
    }

    /// Of a value that is made of escaped parts.
    mutating func append(_ key: StaticString, escaped value: [UInt8]) {
        if !bytes.isEmpty { bytes.append(.lf) }
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes += [0x3A, .space]
        bytes += value
    }

    mutating func append(_ lines: HeaderLines) {
        guard !lines.bytes.isEmpty else { return }
        if !bytes.isEmpty { bytes.append(.lf) }
        bytes += lines.bytes
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

/// `\xHH` for octets outside printable ASCII, for the backslash, and for those named.
func escaped(_ bytes: some Sequence<UInt8>, also special: [UInt8] = []) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
        if (byte.isVisible || byte == .space) && byte != 0x5C && !special.contains(byte) {
            result.append(byte)
        } else {
            result += [0x5C, 0x78, .hexDigit(byte >> 4), .hexDigit(byte & 0xF)]
        }
    }
    return result
}

/// Undoes ``escaped(_:also:)``; a backslash that begins no escape stands for itself.
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
