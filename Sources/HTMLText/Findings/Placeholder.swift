import MailCore

/// What a template leaves in a mail when nobody fills it in.
package enum Placeholder {
    /// The first in a text; in URLs, also percent-encoded.
    package static func first(in text: String) -> String? {
        if let found = all(in: text).first { return found }
        guard text.utf8.contains(0x25) else { return nil }
        return encodedBraces(in: Array(text.utf8))
    }

    /// All in a text: `{{name}}`, `{%…%}`, `{$name}`, `${name}`, `#{name}`, `<%= name %>`, `%s`, `%(name)s`, `*|NAME|*`;
    /// `undefined`, `null`, `None`, `NaN` and `[object Object]` where a value stands.
    package static func all(in text: String) -> [String] {
        var text = text
        // Most texts have none, which is told without a copy of them.
        guard text.withUTF8({ firstOpening(in: $0, from: 0) }) != nil else { return [] }
        let bytes = Array(text.utf8)
        if let only = onlyWord(of: bytes), missing.contains(only) { return [String(decoding: only, as: UTF8.self)] }
        var closings = Closings(bytes)
        var found: [String] = []
        var position = 0
        while let opening = bytes.withUnsafeBufferPointer({ firstOpening(in: $0, from: position) }) {
            if let end = placeholder(at: opening, in: bytes, &closings) {
                found.append(String(decoding: bytes[opening..<end], as: UTF8.self))
                position = end
            } else {
                position = opening + 1
            }
        }
        return found
    }

    private static let pairs: [(open: [UInt8], close: [UInt8])] = [
        ("{{", "}}"), ("{%", "%}"), ("${", "}"), ("#{", "}"), ("<%", "%>"), ("*|", "|*"), ("%(", ")s"),
        ("{$", "}"),
    ].map { (Array($0.utf8), Array($1.utf8)) }

    /// Where each kind of placeholder is next closed. A text full of openings is gone through once all the same.
    private struct Closings {
        private let bytes: [UInt8]
        private var next = [Int](repeating: -1, count: pairs.count)

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        /// The end of the first closing behind a place; `nil` when there is none near.
        mutating func end(of pair: Int, after start: Int) -> Int? {
            let close = pairs[pair].close
            if next[pair] < start { next[pair] = bytes[start...].firstRange(of: close)?.lowerBound ?? bytes.count }
            return next[pair] > start && next[pair] < min(bytes.count, start + longest) ? next[pair] + close.count : nil
        }

        /// The longest that is taken for a placeholder, in octets.
        private let longest = 200
    }

    private static func placeholder(at position: Int, in bytes: [UInt8], _ closings: inout Closings) -> Int? {
        switch bytes[position] {
        case 0x7B, 0x24, 0x23, 0x3C, 0x2A, 0x5B, 0x25:
            for (number, pair) in pairs.enumerated() where bytes[position...].starts(with: pair.open) {
                if let end = closings.end(of: number, after: position + pair.open.count) { return end }
            }
            return bytes[position] == 0x25 ? format(at: position, in: bytes) : object(at: position, in: bytes)
        default: return word(at: position, in: bytes)
        }
    }

    /// `%s`, `%1$s`, `%d`; not `100%done` and not `%da` of a URL.
    private static func format(at position: Int, in bytes: [UInt8]) -> Int? {
        if position > 0, bytes[position - 1].isDigit || bytes[position - 1] == 0x25 { return nil }
        var end = position + 1
        while end < bytes.count, bytes[end].isDigit { end += 1 }
        if end > position + 1 {
            guard end < bytes.count, bytes[end] == 0x24 else { return nil }
            end += 1
        }
        guard end < bytes.count, bytes[end] == 0x73 || bytes[end] == 0x64 || bytes[end] == 0x40 else { return nil }
        end += 1
        return end < bytes.count && (bytes[end].isLetter || bytes[end].isDigit) ? nil : end
    }

    private static func object(at position: Int, in bytes: [UInt8]) -> Int? {
        let name = Array("[object Object]".utf8)
        return bytes[position...].starts(with: name) ? position + name.count : nil
    }

    /// A word that programs print for a missing value, where a name, a number or the value of a parameter stands: behind
    /// a greeting, `=`, `/` or a sign of money.
    private static func word(at position: Int, in bytes: [UInt8]) -> Int? {
        guard let word = missing.first(where: { bytes[position...].starts(with: $0) }) else { return nil }
        let end = position + word.count
        if end < bytes.count, bytes[end].isLetter || bytes[end].isDigit { return nil }
        let before = bytes[..<position]
        let isValue = before.last == 0x3D || before.last == 0x2F || before.last == 0x24
        return isValue || isGreeted(before) ? end : nil
    }

    /// A text that is no longer than such a word, without the blanks around it.
    private static func onlyWord(of bytes: [UInt8]) -> [UInt8]? {
        guard let first = bytes.firstIndex(where: { !$0.isHTMLSpace }),
            let last = bytes.lastIndex(where: { !$0.isHTMLSpace }), last - first < longestMissing
        else { return nil }
        return Array(bytes[first...last])
    }

    static let missing = ["undefined", "null", "None", "NaN", "nil"].map { Array($0.utf8) }
    private static let longestMissing = missing.map(\.count).max() ?? 0
    private static let greetings: Set<String> = [
        "hi", "hello", "hey", "dear", "welcome", "hallo", "liebe", "lieber", "bonjour", "hola", "ciao", "olá", "thanks",
    ]

    private static func isGreeted(_ before: ArraySlice<UInt8>) -> Bool {
        let trimmed = before.suffix(40).reversed().drop { $0 == 0x20 || $0 == 0x2C || $0 == 0xA0 || $0 == 0xC2 }
        guard trimmed.count < before.suffix(40).count else { return false }
        let word = Array(trimmed.prefix { $0.isLetter || $0 >= 0x80 }.reversed())
        return greetings.contains(String(decoding: word, as: UTF8.self).lowercased())
    }

    /// `%7B%7Bname%7D%7D`
    private static func encodedBraces(in bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        let folded = text.uppercased()
        guard folded.utf8.count == bytes.count, let open = folded.firstRange(of: "%7B%7B"),
            let close = folded[open.upperBound...].firstRange(of: "%7D%7D")
        else { return nil }
        return String(folded[open.lowerBound..<close.upperBound])
    }
}
