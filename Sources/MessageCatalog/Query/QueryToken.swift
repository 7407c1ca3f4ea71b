/// A word of a query, with the character it begins at, counted from 1.
struct QueryToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case open, close, or, and, not
        case text(QueryValue)
        case field(name: String, value: QueryValue)
    }

    var kind: Kind
    var position: Int
    /// As written.
    var source: String
}

/// What a term looks for, as written.
enum QueryValue: Hashable, Sendable {
    case word(String)
    case phrase(String)
    /// Without its slashes.
    case regex(String)

    var text: String {
        switch self {
        case .word(let text), .phrase(let text), .regex(let text): text
        }
    }
}

/// Cuts a query into its words.
struct QueryLexer {
    private let characters: [Character]
    private var index = 0
    private var depth = 0

    init(_ text: String) {
        characters = Array(text)
    }

    /// `nil` at the end.
    mutating func next() throws(Query.SyntaxError) -> QueryToken? {
        while index < characters.count, characters[index].isWhitespace { index += 1 }
        guard index < characters.count else { return nil }
        let start = index
        let kind = try kind()
        return QueryToken(kind: kind, position: start + 1, source: String(characters[start..<index]))
    }

    private mutating func kind() throws(Query.SyntaxError) -> QueryToken.Kind {
        switch characters[index] {
        case "(":
            (index, depth) = (index + 1, depth + 1)
            return .open
        case ")":
            (index, depth) = (index + 1, max(0, depth - 1))
            return .close
        case "-" where isFollowed, "!" where isFollowed:
            index += 1
            return .not
        default:
            return try word()
        }
    }

    private var isFollowed: Bool { index + 1 < characters.count && !characters[index + 1].isWhitespace }

    private mutating func word() throws(Query.SyntaxError) -> QueryToken.Kind {
        if let name = fieldName() {
            index += name.count + 1
            // The name of a header field may be followed by its value, which may be quoted.
            var prefix = ""
            if name.lowercased() == "header", let equals = characters[index...].firstIndex(of: "="),
                !characters[index..<equals].contains(where: \.isWhitespace)
            {
                prefix = String(characters[index...equals])
                index = equals + 1
            }
            let value = try value()
            guard !prefix.isEmpty else { return .field(name: name.lowercased(), value: value) }
            return .field(name: "header:" + prefix.dropLast().lowercased(), value: value)
        }
        let value = try value()
        guard case .word(let word) = value else { return .text(value) }
        switch word {
        case "OR": return .or
        case "AND": return .and
        case "NOT": return .not
        default: return .text(value)
        }
    }

    /// Letters and hyphens before a colon that does not begin `://`.
    private func fieldName() -> String? {
        guard let colon = characters[index...].firstIndex(of: ":"), colon > index, characters[index].isLetter,
            characters[index..<colon].allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "-") })
        else { return nil }
        if characters[(colon + 1)...].starts(with: "//") { return nil }
        return String(characters[index..<colon])
    }

    private mutating func value() throws(Query.SyntaxError) -> QueryValue {
        guard index < characters.count else { return .word("") }
        switch characters[index] {
        case "\"": return .phrase(try enclosed(by: "\"", "the quote is not closed"))
        case "/":
            return .regex(try enclosed(by: "/", "the regular expression is not closed; quote it to look for the text"))
        default:
            let start = index
            while index < characters.count, !characters[index].isWhitespace, depth == 0 || characters[index] != ")" {
                index += 1
            }
            return .word(String(characters[start..<index]))
        }
    }

    /// Up to the next delimiter that is not behind a backslash; `\/` stands for `/`, `\"` for `"`.
    private mutating func enclosed(
        by delimiter: Character, _ complaint: String
    ) throws(Query.SyntaxError) -> String {
        let start = index
        var text = ""
        index += 1
        while index < characters.count {
            let character = characters[index]
            index += 1
            if character == delimiter { return text }
            if character == "\\", index < characters.count {
                if characters[index] != delimiter { text.append(character) }
                text.append(characters[index])
                index += 1
            } else {
                text.append(character)
            }
        }
        throw Query.SyntaxError(position: start + 1, message: complaint)
    }
}
