/// Words in a line of text, compared as queries compare them, and where they stand.
package struct Highlighter: Hashable, Sendable {
    private let words: [[UInt8]]

    package init(words: [String]) {
        self.init(folded: words.map(Folding.fold))
    }

    fileprivate init(folded words: [[UInt8]]) {
        self.words = words.filter { !$0.isEmpty }
    }

    package var isEmpty: Bool { words.isEmpty }

    /// Ranges of scalars, ascending, not overlapping.
    package func ranges(in text: String) -> [Range<Int>] {
        guard !words.isEmpty else { return [] }
        var folded: [UInt8] = []
        // For each folded octet, the scalars of the character it comes from.
        var sources: [Range<Int>] = []
        var position = 0
        for character in text {
            let length = character.unicodeScalars.count
            for byte in Folding.fold(String(character)) {
                folded.append(byte)
                sources.append(position..<(position + length))
            }
            position += length
        }
        var found: [Range<Int>] = []
        var start = 0
        while start < folded.count {
            if let word = words.first(where: { folded[start...].starts(with: $0) }) {
                found.append(sources[start].lowerBound..<sources[start + word.count - 1].upperBound)
                start += word.count
            } else {
                start += 1
            }
        }
        return found
    }
}

extension Query {
    /// The words that a match shows in its text.
    package var highlighter: Highlighter { Highlighter(folded: expression.words) }

    /// Names that a query may begin a term with, and the values that go with `has:` and `is:`, for completion.
    package static func completions(of word: String) -> [String] {
        let values =
            Term.Feature.allCases.map { "has:" + $0.rawValue } + Term.State.allCases.map { "is:" + $0.rawValue }
        let all = Term.fieldNames.map { $0 + ":" } + values
        let sign = word.prefix { $0 == "-" || $0 == "!" || $0 == "(" }
        let rest = word.dropFirst(sign.count).lowercased()
        return all.filter { $0.hasPrefix(rest) && ($0.hasSuffix(":") || rest.contains(":")) }.map { sign + $0 }
    }
}

extension Query.Expression {
    fileprivate var words: [[UInt8]] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.words)
        case .not: []
        case .term(.anywhere(.literal(let word)), _), .term(.field(_, .literal(let word)), _): [word.bytes]
        case .term: []
        }
    }
}
