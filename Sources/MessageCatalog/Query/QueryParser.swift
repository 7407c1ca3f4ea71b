import MailCore

/// Reads a query: terms side by side are joined by AND, which binds tighter than OR.
struct QueryParser {
    /// What an open parenthesis, or the query itself, holds so far.
    private struct Group {
        var branches: [[Query.Expression]] = [[]]
        var isNegated = false
        var position: Int

        var expression: Query.Expression {
            let branches = branches.map { $0.count == 1 ? $0[0] : .all($0) }
            return branches.count == 1 ? branches[0] : .any(branches)
        }
    }

    private var lexer: QueryLexer
    private let end: Int
    private let clock: Query.Clock
    private var groups = [Group(position: 1)]
    private var isNegated = false
    private var isWanting = false

    init(_ text: String, clock: Query.Clock) {
        lexer = QueryLexer(text)
        end = text.count + 1
        self.clock = clock
    }

    mutating func parse() throws(Query.SyntaxError) -> Query.Expression {
        while let token = try lexer.next() {
            switch token.kind {
            case .and: isWanting = true
            case .not:
                isNegated.toggle()
                isWanting = true
            case .or:
                try mustHaveTerm("OR wants a term before it", at: token.position)
                groups[groups.count - 1].branches.append([])
                isWanting = true
            case .open: try open(at: token.position)
            case .close: try close(at: token.position)
            case .text(let value): append(.term(.anywhere(try TextPattern(value, at: token.position)), token.source))
            case .field(let name, let value):
                append(.term(try Term(field: name, value: value, at: token.position, clock: clock), token.source))
            }
        }
        if groups.count > 1 { throw error("the parenthesis is not closed", at: groups[groups.count - 1].position) }
        if isWanting { throw error("a term is wanted here", at: end) }
        return groups[0].expression
    }

    private mutating func open(at position: Int) throws(Query.SyntaxError) {
        guard groups.count < Limits.queryNesting else { throw error("too many parentheses", at: position) }
        groups.append(Group(isNegated: isNegated, position: position))
        (isNegated, isWanting) = (false, true)
    }

    private mutating func close(at position: Int) throws(Query.SyntaxError) {
        guard groups.count > 1 else { throw error("no parenthesis is open", at: position) }
        try mustHaveTerm("a term is wanted before )", at: position)
        let group = groups.removeLast()
        isNegated = group.isNegated
        append(group.expression)
    }

    private func mustHaveTerm(_ complaint: String, at position: Int) throws(Query.SyntaxError) {
        guard !isWanting, groups.last?.branches.last?.isEmpty == false else { throw error(complaint, at: position) }
    }

    private mutating func append(_ expression: Query.Expression) {
        let group = groups.count - 1
        groups[group].branches[groups[group].branches.count - 1].append(isNegated ? .not(expression) : expression)
        (isNegated, isWanting) = (false, false)
    }

    private func error(_ message: String, at position: Int) -> Query.SyntaxError {
        Query.SyntaxError(position: position, message: message)
    }
}
