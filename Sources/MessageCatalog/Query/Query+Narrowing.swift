extension Query {
    /// Whether every message that this matches, the other matches too, as far as their terms tell: a word that grew by
    /// letters, a term that was added. `false` where it cannot be told.
    func isNarrower(than other: Query) -> Bool { expression.isNarrower(than: other.expression) }

    /// Whether the answer changes while the clock goes on.
    var asksForAge: Bool { expression.asksForAge }
}

extension Query.Expression {
    fileprivate func isNarrower(than other: Query.Expression) -> Bool {
        if self == other { return true }
        switch (self, other) {
        case (_, .all(let wide)): return wide.allSatisfy { isNarrower(than: $0) }
        case (.any(let narrow), _): return narrow.allSatisfy { $0.isNarrower(than: other) }
        case (.all(let narrow), _) where narrow.contains { $0.isNarrower(than: other) }: return true
        case (_, .any(let wide)): return wide.contains { isNarrower(than: $0) }
        case (.term(.anywhere(.literal(let long)), _), .term(.anywhere(.literal(let short)), _)):
            return long.bytes.contains(short.bytes)
        case (.term(.field(let field, .literal(let long)), _), .term(.field(let same, .literal(let short)), _)):
            return field == same && long.bytes.contains(short.bytes)
        case (.not(let narrow), .not(let wide)): return wide.isNarrower(than: narrow)
        case (.all, _), (.not, _), (.term, _): return false
        }
    }

    fileprivate var asksForAge: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains(where: \.asksForAge)
        case .not(let part): part.asksForAge
        case .term(.age, _): true
        case .term: false
        }
    }
}
