import MailCore

/// What is looked for among the messages: words and ids, joined by AND.
///
/// A word is looked for, without regard to case, in the originator and destination fields, the envelope and the subject.
package struct Query: Hashable, Sendable {
    package enum Term: Hashable, Sendable {
        /// Folded already.
        case word(String)
        /// One of several.
        case ids([ClosedRange<UInt64>])
    }

    /// One line: what is wrong and at which character, counted from 1.
    package struct SyntaxError: Error, Hashable, Sendable {
        package var position: Int
        package var message: String
    }

    package var terms: [Term]

    package init(terms: [Term] = []) {
        self.terms = terms
    }

    /// The messages of any of some ranges of ids.
    package init(anyOf ranges: [ClosedRange<UInt64>]) {
        terms = [.ids(ranges)]
    }

    /// Words are parted by blanks; `"a phrase"` is one word; `id:42` and `id:40..50` name messages.
    package init(parsing text: String) throws(SyntaxError) {
        var terms: [Term] = []
        var rest = Substring(text)
        func position() -> Int { text.distance(from: text.startIndex, to: rest.startIndex) + 1 }
        while true {
            rest = rest.drop { $0.isWhitespace }
            guard let first = rest.first else { break }
            if first == "\"" {
                let start = position()
                rest.removeFirst()
                guard let end = rest.firstIndex(of: "\"") else {
                    throw SyntaxError(position: start, message: "the quote is not closed")
                }
                terms.append(.word(Self.fold(String(rest[..<end]))))
                rest = rest[rest.index(after: end)...]
            } else {
                let word = rest.prefix { !$0.isWhitespace }
                terms.append(try Self.term(word, at: position()))
                rest = rest[word.endIndex...]
            }
        }
        self.terms = terms
    }

    package func matches(_ summary: Summary) -> Bool {
        terms.allSatisfy { term in
            switch term {
            case .ids(let ranges): ranges.contains { $0.contains(summary.id.rawValue) }
            case .word(let word): Self.isFound(word, in: summary)
            }
        }
    }

    private static func term(_ word: Substring, at position: Int) throws(SyntaxError) -> Term {
        guard let colon = word.firstIndex(of: ":"), word[..<colon].allSatisfy({ $0.isLetter || $0 == "-" }),
            colon != word.startIndex, !word[colon...].hasPrefix("://")
        else { return .word(fold(String(word))) }
        guard word[..<colon].lowercased() == "id" else {
            throw SyntaxError(position: position, message: "unknown field \(word[...colon]) (known: id:)")
        }
        guard let range = idRange(word[word.index(after: colon)...]) else {
            throw SyntaxError(position: position, message: "id: wants a number or a range, id:42 or id:40..50")
        }
        return .ids([range])
    }

    /// `42` or `40..50`.
    package static func idRange(_ text: Substring) -> ClosedRange<UInt64>? {
        if let id = MessageID(text) { return id.rawValue...id.rawValue }
        guard let dots = text.firstRange(of: ".."), let low = MessageID(text[..<dots.lowerBound]),
            let high = MessageID(text[dots.upperBound...]), low <= high
        else { return nil }
        return low.rawValue...high.rawValue
    }

    private static func isFound(_ word: String, in summary: Summary) -> Bool {
        func holds(_ text: String?) -> Bool { text.map { fold($0).contains(word) } ?? false }
        return holds(summary.subject) || holds(summary.reversePath) || summary.forwardPaths.contains(where: holds)
            || (summary.from + summary.to).contains { holds($0.address) || holds($0.displayName) }
    }

    private static func fold(_ text: String) -> String { text.lowercased() }
}
