import MailCore

/// Character references of HTML (standard, section 13.2.5.72 onwards).
enum CharacterReference {
    /// Appends a text with every reference replaced; what is none stays. In an attribute a name without its semicolon is
    /// none before `=`, a letter or a digit, so that `?a=1&copy=2` stays what it is.
    static func decode(_ bytes: ArraySlice<UInt8>, inAttribute: Bool, into decoded: inout [UInt8]) {
        var start = bytes.startIndex
        while let place = bytes[start...].firstIndex(of: 0x26) {
            decoded += bytes[start..<place]
            if let (text, end) = reference(bytes[(place + 1)...], inAttribute: inAttribute) {
                decoded += text
                start = end
            } else {
                decoded.append(0x26)
                start = place + 1
            }
        }
        decoded += bytes[start...]
    }

    private static func reference(_ rest: ArraySlice<UInt8>, inAttribute: Bool) -> (text: [UInt8], end: Int)? {
        guard let first = rest.first else { return nil }
        if first == 0x23 { return numeric(rest.dropFirst()) }
        guard first.isLetter else { return nil }
        let name = rest.prefix(longestName).prefix { $0.isLetter || $0.isDigit }
        if rest[name.endIndex...].first == 0x3B, let entry = names[String(decoding: name, as: UTF8.self)] {
            return (entry.text, name.endIndex + 1)
        }
        for length in stride(from: min(name.count, longestBareName), through: 2, by: -1) {
            let prefix = name.prefix(length)
            guard let entry = names[String(decoding: prefix, as: UTF8.self)], entry.isBare else { continue }
            let next = rest[prefix.endIndex...].first ?? 0
            return inAttribute && (next == 0x3D || next.isLetter || next.isDigit) ? nil : (entry.text, prefix.endIndex)
        }
        return nil
    }

    private static func numeric(_ rest: ArraySlice<UInt8>) -> (text: [UInt8], end: Int)? {
        let isHexadecimal = rest.first == 0x78 || rest.first == 0x58
        let digits = (isHexadecimal ? rest.dropFirst() : rest).prefix {
            isHexadecimal ? $0.hexValue != nil : $0.isDigit
        }
        guard !digits.isEmpty else { return nil }
        var value: UInt32 = 0
        for digit in digits where value < 0x110000 {
            value = value * (isHexadecimal ? 16 : 10) + UInt32(digit.hexValue ?? 0)
        }
        // Numbers of the C1 range are meant as windows-1252 (section 13.2.5.80).
        if (0x80...0x9F).contains(value) { value = UInt32(Windows1252.codePoint(UInt8(value))) }
        let scalar = value == 0 ? nil : Unicode.Scalar(value)
        let end = rest[digits.endIndex...].first == 0x3B ? digits.endIndex + 1 : digits.endIndex
        return (Array(String(scalar ?? "\u{FFFD}").utf8), end)
    }

    // MARK: Names

    private struct Entry {
        var text: [UInt8]
        /// Also counts without its semicolon.
        var isBare: Bool
    }

    private static let longestName = 31
    private static let longestBareName = 6

    private static let names: [String: Entry] = {
        var names: [String: Entry] = [:]
        names.reserveCapacity(2_200)
        for entry in table.utf8.split(whereSeparator: { $0 == .space || $0 == .lf }) {
            let isBare = entry.first == 0x21
            let parts = (isBare ? entry.dropFirst() : entry).split(separator: 0x3D)
            var text: [UInt8] = []
            for code in parts[1].split(separator: 0x2B) {
                let value = code.reduce(UInt32(0)) { $0 * 16 + UInt32($1.hexValue ?? 0) }
                if let scalar = Unicode.Scalar(value) {
                    text += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                }
            }
            names[String(decoding: parts[0], as: UTF8.self)] = Entry(text: text, isBare: isBare)
        }
        return names
    }()
}
