import MailCore

/// The parameters of a Content-Type or Content-Disposition field (RFC 2045 section 5.1), extended ones included
/// (RFC 2231). Names are case-insensitive; the first of a duplicate counts.
package struct ParameterList: Hashable, Sendable {
    /// A value joined from its segments, not decoded yet.
    struct Value: Hashable {
        var bytes: [UInt8]
        /// The charset an extended value names; `nil` for a plain value, empty when it names none.
        var charset: [UInt8]?
    }

    private struct Entry: Hashable, Sendable {
        /// In lower case, with the `*` marks of RFC 2231.
        var name: [UInt8]
        var value: [UInt8]
    }

    private var entries: [Entry] = []

    package init() {}

    /// Parses what follows the media type or the disposition type in an unfolded field body.
    init(_ scanner: inout FieldBodyScanner) {
        while !scanner.isAtEnd {
            scanner.skipBlanksAndComments()
            let name = scanner.parameterName()
            scanner.skipBlanksAndComments()
            if scanner.skip(0x3D) {
                scanner.skipBlanksAndComments()
                let value = scanner.parameterValue()
                if !name.isEmpty { entries.append(Entry(name: name, value: value)) }
            } else if name.isEmpty {
                scanner.advance()
            }
        }
    }

    /// The value of a parameter whose name is given in lower case: `name*` before `name*0…` before `name`.
    func value(_ name: String) -> Value? {
        let name = Array(name.utf8)
        if let whole = first(name + [0x2A]) { return Self.extended([(whole, true)]) }
        let segments = segments(name + [0x2A])
        if !segments.isEmpty { return Self.extended(segments) }
        return first(name).map { Value(bytes: $0, charset: nil) }
    }

    private func first(_ name: [UInt8]) -> [UInt8]? {
        entries.first { $0.name == name }?.value
    }

    /// The segments `prefix0`, `prefix1*`, … up to the first gap (RFC 2231 section 3).
    private func segments(_ prefix: [UInt8]) -> [(bytes: [UInt8], isEncoded: Bool)] {
        var found: [Int: (bytes: [UInt8], isEncoded: Bool)] = [:]
        for entry in entries where entry.name.starts(with: prefix) {
            let isEncoded = entry.name.last == 0x2A
            let digits = entry.name[prefix.count...].dropLast(isEncoded ? 1 : 0)
            guard let number = Int(String(decoding: digits, as: UTF8.self)), found[number] == nil else { continue }
            found[number] = (entry.value, isEncoded)
        }
        var segments: [(bytes: [UInt8], isEncoded: Bool)] = []
        while let segment = found[segments.count] { segments.append(segment) }
        return segments
    }

    /// Joins segments as octets. The first, when encoded, begins `charset'language'` (RFC 2231 section 4).
    private static func extended(_ segments: [(bytes: [UInt8], isEncoded: Bool)]) -> Value {
        var value = Value(bytes: [], charset: nil)
        for (number, segment) in segments.enumerated() {
            var bytes = segment.bytes[...]
            if number == 0, segment.isEncoded {
                let parts = bytes.split(separator: 0x27, maxSplits: 2, omittingEmptySubsequences: false)
                value.charset = parts.count == 3 ? Array(parts[0]) : []
                if parts.count == 3 { bytes = parts[2] }
            }
            value.bytes += segment.isEncoded ? percentDecoded(bytes) : Array(bytes)
        }
        return value
    }

    private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var decoded: [UInt8] = []
        var position = bytes.startIndex
        while position < bytes.endIndex {
            if bytes[position] == 0x25, position + 2 < bytes.endIndex, let high = bytes[position + 1].hexValue,
                let low = bytes[position + 2].hexValue
            {
                decoded.append(high << 4 | low)
                position += 3
            } else {
                decoded.append(bytes[position])
                position += 1
            }
        }
        return decoded
    }
}
