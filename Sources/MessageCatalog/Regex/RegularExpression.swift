/// A regular expression in RE2's syntax, matched without regard to case in time bounded by the text's length times the
/// expression's, whatever either holds (Thompson 1968, Pike's simulation).
struct RegularExpression: Hashable, Sendable {
    /// What is wrong and at which character, counted from 1.
    struct SyntaxError: Error, Hashable, Sendable {
        var position: Int
        var message: String
    }

    private let source: String
    private let program: [RegexInstruction]

    init(_ source: String) throws(SyntaxError) {
        self.source = source
        var parser = RegexParser(source)
        program = try parser.parse() + [.match]
    }

    static func == (left: Self, right: Self) -> Bool { left.source == right.source }

    func hash(into hasher: inout Hasher) { hasher.combine(source) }

    /// The leftmost match, the one that a backtracking engine would find first; `nil` when there is none.
    func firstMatch(in text: String) -> Substring? {
        match(in: Array(text.unicodeScalars)).map { text.substring($0.whole) }
    }

    /// Every match, left to right, none touching another; of each the first group, if the expression has one.
    func captures(in text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var matcher = RegexMatcher(program: program)
        var captures: [String] = []
        var start = 0
        while start < max(scalars.count, 1), let match = matcher.firstMatch(in: scalars, from: start) {
            captures.append(String(String.UnicodeScalarView(scalars[match.group ?? match.whole])))
            // An empty match would be found for ever.
            start = max(match.whole.upperBound, match.whole.lowerBound + 1)
        }
        return captures
    }

    private func match(in text: [Unicode.Scalar]) -> RegexMatcher.Match? {
        var matcher = RegexMatcher(program: program)
        return matcher.firstMatch(in: text)
    }
}

extension StringProtocol {
    /// By scalars, counted from 0.
    fileprivate func substring(_ range: Range<Int>) -> Substring {
        let start = unicodeScalars.index(startIndex, offsetBy: range.lowerBound)
        return Substring(self[start..<unicodeScalars.index(start, offsetBy: range.count)])
    }
}

/// A step of a compiled expression. Targets are relative to the step, so that pieces can be joined and repeated.
enum RegexInstruction: Sendable {
    case scalar(RegexSet)
    /// Goes on at both; the first is tried first.
    case split(Int, Int)
    case jump(Int)
    case groupStart, groupEnd
    case assert(RegexAssertion)
    case match
}

enum RegexAssertion: Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordBoundary, notWordBoundary

    /// Whether it holds between the scalars before and after.
    func holds(_ before: Unicode.Scalar?, _ after: Unicode.Scalar?) -> Bool {
        switch self {
        case .textStart: before == nil
        case .textEnd: after == nil
        case .lineStart: before == nil || before == "\n"
        case .lineEnd: after == nil || after == "\n" || after == "\r"
        case .wordBoundary: Self.isWord(before) != Self.isWord(after)
        case .notWordBoundary: Self.isWord(before) == Self.isWord(after)
        }
    }

    /// RE2's words are ASCII.
    private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        return RegexSet.word.contains(scalar)
    }
}
