extension Query {
    /// A term that a message fails.
    package struct Miss: Hashable, Sendable {
        /// As written.
        package var term: String
        /// What stands in the message instead; `nil` when that is not one text.
        package var found: String?
    }

    /// Why a message does not match: every term that it would have to meet and does not. Empty when it matches.
    package func misses(of message: QueryMessage) -> [Miss] {
        expression.required.filter { !$0.matches(message) }.map { part in
            guard case .term(.field(let field, _), _) = part else { return Miss(term: part.source) }
            let texts = field.texts(of: message)
            return Miss(term: part.source, found: texts.isEmpty ? "nothing" : texts.joined(separator: ", "))
        }
    }
}

extension Query.Expression {
    /// The parts that must all hold.
    fileprivate var required: [Query.Expression] {
        guard case .all(let parts) = self else { return [self] }
        return parts.flatMap(\.required)
    }

    fileprivate var source: String {
        switch self {
        case .all(let parts): parts.map(\.source).joined(separator: " ")
        case .any(let parts): "(" + parts.map(\.source).joined(separator: " OR ") + ")"
        case .not(let part): "-" + part.source
        case .term(_, let source): source
        }
    }
}
