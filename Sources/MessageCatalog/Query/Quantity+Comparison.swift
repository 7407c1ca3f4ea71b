import MailCore

extension Quantity {
    /// `>1`, `<5`, `=3`, `3`.
    static func comparison(_ text: String) -> (Term.Comparison, Int)? {
        let comparisons: [Character: Term.Comparison] = ["<": .less, "=": .equal, ">": .greater]
        guard let first = text.first else { return nil }
        let comparison = comparisons[first]
        guard let count = Int(comparison == nil ? text[...] : text.dropFirst()), count >= 0 else { return nil }
        return (comparison ?? .equal, count)
    }
}
