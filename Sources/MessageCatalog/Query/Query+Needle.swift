/// A literal that stands in the indexed texts of every message that a query matches, as far as they tell.
struct Needle: Sendable {
    var literal: Literal
    /// Where it is looked for.
    var fields: IndexedFields
    var isInBodies: Bool
    /// Whether the query asks for nothing else.
    var decides = false

    /// `nil` for what stands everywhere.
    fileprivate init?(_ literal: Literal, fields: IndexedFields, isInBodies: Bool) {
        if literal.bytes.isEmpty { return nil }
        (self.literal, self.fields, self.isInBodies) = (literal, fields, isInBodies)
    }
}

extension Query {
    /// The longest there is; `nil` when messages may match for another reason.
    var needle: Needle? {
        var needle = expression.needle
        if case .term = expression { needle?.decides = true }
        return needle
    }
}

extension Query.Expression {
    fileprivate var needle: Needle? {
        switch self {
        case .all(let parts): parts.compactMap(\.needle).max { $0.literal.bytes.count < $1.literal.bytes.count }
        case .any, .not: nil
        case .term(let term, _): term.needle
        }
    }
}

extension Term {
    fileprivate var needle: Needle? {
        switch self {
        case .anywhere(.literal(let literal)): Needle(literal, fields: .anywhere, isInBodies: true)
        case .field(.body, .literal(let literal)): Needle(literal, fields: [], isInBodies: true)
        // Tags are also put on by hand.
        case .field(.tag, _): nil
        case .field(let field, .literal(let literal)): Needle(literal, fields: field.indexed ?? [], isInBodies: false)
        default: nil
        }
    }
}
