import MailCore

/// Cuts a style sheet into rules (CSS Syntax, section 5). Of media queries those count that hold for a wide light screen.
struct CSSRuleParser {
    private var rest: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) {
        rest = Self.withoutComments(text)
    }

    /// A rule's selectors and what stands in its braces.
    mutating func next() -> (selectors: ArraySlice<UInt8>, block: ArraySlice<UInt8>)? {
        while true {
            rest = rest.trimmed
            guard let first = rest.first else { return nil }
            if first == 0x7D {
                rest = rest.dropFirst()
            } else if first == 0x40 {
                skipAtRule()
            } else {
                guard let open = rest.firstIndex(of: 0x7B) else { return nil }
                let close = rest[open...].firstIndex(of: 0x7D) ?? rest.endIndex
                defer { rest = rest[close...].dropFirst() }
                return (rest[..<open], rest[(open + 1)..<close])
            }
        }
    }

    /// Goes into the block of a media query that holds; skips every other at-rule.
    private mutating func skipAtRule() {
        let end = rest.firstIndex { $0 == 0x7B || $0 == 0x3B } ?? rest.endIndex
        let prelude = rest[..<end]
        rest = rest[end...]
        guard rest.first == 0x7B else {
            rest = rest.dropFirst()
            return
        }
        if prelude.prefix(6).equalsIgnoringCase("@media".utf8), CSSMediaQuery.holds(prelude.dropFirst(6)) {
            rest = rest.dropFirst()
        } else {
            skipBlock()
        }
    }

    private mutating func skipBlock() {
        var depth = 0
        while let byte = rest.first {
            rest = rest.dropFirst()
            if byte == 0x7B { depth += 1 }
            if byte == 0x7D { depth -= 1 }
            if depth == 0 { return }
        }
    }

    /// Comments go, and so do the marks of HTML comments around old style sheets.
    private static func withoutComments(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var kept: [UInt8] = []
        kept.reserveCapacity(text.count)
        var rest = text
        while let place = rest.firstIndex(where: { $0 == 0x2F || $0 == 0x3C || $0 == 0x2D }) {
            kept += rest[..<place]
            rest = rest[place...]
            if rest.starts(with: "/*".utf8) {
                rest = rest.dropFirst(2)
                while let star = rest.firstIndex(of: 0x2A), rest[star...].dropFirst().first != 0x2F {
                    rest = rest[(star + 1)...]
                }
                rest = rest.firstIndex(of: 0x2A).map { rest[$0...].dropFirst(2) } ?? []
            } else if rest.starts(with: "<!--".utf8) {
                rest = rest.dropFirst(4)
            } else if rest.starts(with: "-->".utf8) {
                rest = rest.dropFirst(3)
            } else {
                kept.append(rest[place])
                rest = rest.dropFirst()
            }
        }
        return (kept + rest)[...]
    }
}

/// Media queries, asked for a light screen of 1024 by 768 pixels (Media Queries Level 4, in part).
enum CSSMediaQuery {
    static func holds(_ list: ArraySlice<UInt8>) -> Bool {
        list.split(separator: 0x2C, omittingEmptySubsequences: false).contains { holdsOne($0.trimmed) }
    }

    private static func holdsOne(_ query: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: query.prefix(256).map(\.lowercasedASCII), as: UTF8.self)
        let outside = text.prefix { $0 != "(" }.split(separator: " ")
        if outside.contains("not") { return false }
        guard outside.allSatisfy({ ["only", "and", "screen", "all"].contains($0) }) else { return false }
        return text.split(separator: "(").dropFirst(text.hasPrefix("(") ? 0 : 1).allSatisfy { feature in
            let parts = feature.prefix { $0 != ")" }.split(separator: ":").map { $0.filter { $0 != " " } }
            guard let name = parts.first else { return false }
            let length = parts.dropFirst().first.flatMap { CSSLength(Array($0.utf8)[...]) }?.pixels(fontSize: 16) ?? 0
            switch name {
            case "min-width", "min-device-width": return length <= 1024
            case "max-width", "max-device-width": return length >= 1024
            case "prefers-color-scheme": return parts.last == "light"
            default: return false
            }
        }
    }
}

extension UInt8 {
    /// Of a name in CSS; everything that is not ASCII counts.
    var isNameByte: Bool { isLetter || isDigit || self == 0x2D || self == 0x5F || self >= 0x80 }
}
