package import MessageCatalog

extension TagRule {
    /// The `tag.NAME = QUERY` lines of the config file.
    package static func all(_ environment: [String: String]) throws(Failure) -> [TagRule] {
        guard let file = try ConfigFile.read(option: nil, environment: environment) else { return [] }
        let clock = Query.Clock(now: SystemClock.now(), offset: SystemClock.localOffset)
        var rules: [TagRule] = []
        for entry in file.entries where entry.key.hasPrefix("tag.") {
            do throws(Query.SyntaxError) {
                let query = try Query(parsing: entry.value, clock: clock)
                rules.append(TagRule(name: String(entry.key.dropFirst("tag.".count)), query: query))
            } catch {
                throw Failure(
                    .usage, "\(file.path):\(entry.line): \(entry.key): \(error.message), at character \(error.position)"
                )
            }
        }
        return rules
    }
}
