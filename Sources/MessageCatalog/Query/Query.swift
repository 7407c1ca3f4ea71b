package import MailCore

/// What is looked for among the messages: terms joined by AND, OR and NOT.
///
///     from:ärger subject:"your order" (is:unread OR -has:attachment) newer:10m
package struct Query: Hashable, Sendable {
    /// No deeper than ``Limits/queryNesting``, which is what makes walking it by recursion safe.
    indirect enum Expression: Hashable, Sendable {
        case all([Expression])
        case any([Expression])
        case not(Expression)
        /// With the term as written.
        case term(Term, String)
    }

    /// One line: what is wrong and at which character, counted from 1.
    package struct SyntaxError: Error, Hashable, Sendable {
        package var position: Int
        package var message: String
    }

    /// What a query is read by: dates without a zone, words like `today`, and whether there are marks to ask for.
    package struct Clock: Sendable {
        package var now: Timestamp
        /// Seconds east of UTC at a time.
        package var offset: @Sendable (Timestamp) -> Int
        /// A screen has marks; a command has none.
        package var knowsMarks: Bool

        package init(now: Timestamp, knowsMarks: Bool = false, offset: @escaping @Sendable (Timestamp) -> Int) {
            self.now = now
            self.knowsMarks = knowsMarks
            self.offset = offset
        }
    }

    var expression: Expression

    /// Matches every message.
    package init() {
        expression = .all([])
    }

    /// The messages of any of some ranges of ids.
    package init(anyOf ranges: [ClosedRange<UInt64>]) {
        expression = .term(.ids(ranges), "id:")
    }

    /// What came after a message, named by its id, or since a time.
    package init(after text: String, clock: Clock) throws(SyntaxError) {
        if let id = UInt64(text) {
            expression = .term(.ids([min(id, .max - 1) + 1 ... .max]), "--after \(text)")
        } else if let time = QueryTime.read(text, clock) {
            expression = .term(.received(.greater, time), "--after \(text)")
        } else {
            throw SyntaxError(position: 1, message: "\(text) is neither an id nor a time: \(QueryTime.forms)")
        }
    }

    package init(parsing text: String, clock: Clock) throws(SyntaxError) {
        var parser = QueryParser(text, clock: clock)
        expression = try parser.parse().cheapFirst
    }

    /// What both match.
    package func and(_ other: Query) -> Query {
        var both = self
        both.expression = Expression.all([expression, other.expression]).cheapFirst
        return both
    }

    package func matches(_ message: QueryMessage) -> Bool { expression.matches(message) }

    /// What the texts of an index say of a message; `nil` when they do not.
    func answer(_ texts: IndexedTexts, _ summary: Summary) -> Bool? { expression.answer(texts, summary) }

    /// `42` or `40..50`.
    package static func idRange(_ text: Substring) -> ClosedRange<UInt64>? {
        if let id = MessageID(text) { return id.rawValue...id.rawValue }
        guard let dots = text.firstRange(of: ".."), let low = MessageID(text[..<dots.lowerBound]),
            let high = MessageID(text[dots.upperBound...]), low <= high
        else { return nil }
        return low.rawValue...high.rawValue
    }
}

extension Query.Expression {
    func matches(_ message: QueryMessage) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.matches(message) }
        case .any(let parts): parts.contains { $0.matches(message) }
        case .not(let part): !part.matches(message)
        case .term(let term, _): term.matches(message)
        }
    }

    func answer(_ texts: IndexedTexts, _ summary: Summary) -> Bool? {
        switch self {
        case .all(let parts): Self.answer(parts, decides: false, texts, summary)
        case .any(let parts): Self.answer(parts, decides: true, texts, summary)
        case .not(let part): part.answer(texts, summary).map { !$0 }
        case .term(let term, _): term.answer(texts, summary)
        }
    }

    /// One part that answers as `decides` says decides; one that does not answer leaves it open.
    private static func answer(
        _ parts: [Query.Expression], decides: Bool, _ texts: IndexedTexts, _ summary: Summary
    ) -> Bool? {
        var isOpen = false
        for part in parts {
            let answer = part.answer(texts, summary)
            if answer == decides { return decides }
            if answer == nil { isOpen = true }
        }
        return isOpen ? nil : !decides
    }

    /// The same, with what is known without opening a message asked before all else.
    fileprivate var cheapFirst: Query.Expression {
        switch self {
        case .all(let parts): .all(Self.sorted(parts))
        case .any(let parts): .any(Self.sorted(parts))
        case .not(let part): .not(part.cheapFirst)
        case .term: self
        }
    }

    private static func sorted(_ parts: [Query.Expression]) -> [Query.Expression] {
        let parts = parts.map(\.cheapFirst)
        return parts.filter { !$0.needsDocument } + parts.filter(\.needsDocument)
    }

    private var needsDocument: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains { $0.needsDocument }
        case .not(let part): part.needsDocument
        case .term(let term, _): term.needsDocument
        }
    }
}
