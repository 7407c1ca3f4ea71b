extension MessageDocument {
    /// Put on by somebody, of an `X-Tags` field, and of rules, each once.
    package var tags: [String] {
        let ofFields = fields.filter { $0.name.lowercased() == "x-tags" }
            .flatMap { $0.value.split(separator: ",") }
            .map { String($0.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
            .filter { !$0.isEmpty }
        var seen: Set<String> = []
        return (summary.marks + ofFields + summary.ruleTags).filter { seen.insert($0).inserted }
    }
}
