/// What a text is searched for.
enum TextPattern: Hashable, Sendable {
    /// Folded.
    case literal(Literal)
    case regex(RegularExpression)

    init(_ value: QueryValue, at position: Int) throws(Query.SyntaxError) {
        switch value {
        case .word(let text), .phrase(let text): self = .literal(Literal(Folding.fold(text)))
        case .regex(let text):
            do throws(RegularExpression.SyntaxError) {
                self = .regex(try RegularExpression(text))
            } catch {
                throw Query.SyntaxError(
                    position: position, message: "/\(text)/: \(error.message), at its character \(error.position)")
            }
        }
    }

    func isFound(in text: String) -> Bool {
        switch self {
        case .literal(let literal):
            literal.bytes.isEmpty
                || Folding.fold(text).withUnsafeBytes { literal.firstPlace(in: $0, from: 0) != nil }
        case .regex(let expression): expression.firstMatch(in: text) != nil
        }
    }
}

/// A file name or media type with `*` for anything and `?` for one character, compared without regard to case.
package struct Glob: Hashable, Sendable {
    private let pattern: [Character]

    init(_ pattern: String) {
        self.pattern = Array(Self.folded(pattern))
    }

    /// In time bounded by the product of both lengths: only the last `*` is ever gone back to.
    func matches(_ text: String) -> Bool {
        let text = Array(Self.folded(text))
        var (position, next) = (0, 0)
        var star: (pattern: Int, text: Int)?
        while position < text.count {
            if next < pattern.count, pattern[next] == "*" {
                star = (next, position)
                next += 1
            } else if next < pattern.count, pattern[next] == "?" || pattern[next] == text[position] {
                (position, next) = (position + 1, next + 1)
            } else if let last = star {
                (position, next) = (last.text + 1, last.pattern + 1)
                star = (last.pattern, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[next...].allSatisfy { $0 == "*" }
    }

    private static func folded(_ text: String) -> String { String(decoding: Folding.fold(text), as: UTF8.self) }
}
