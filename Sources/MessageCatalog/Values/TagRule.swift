/// A tag that every message has which matches a query.
package struct TagRule: Sendable, Hashable {
    package var name: String
    package var query: Query

    package init(name: String, query: Query) {
        self.name = name
        self.query = query
    }
}
