/// What can be written as JSON.
package protocol JSONValue {
    func write(to json: inout JSONWriter)
}

extension JSONValue {
    /// One line of UTF-8 without its line end.
    package var line: String {
        var json = JSONWriter()
        write(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

/// What is written as an object.
package protocol JSONObject: JSONValue {
    var members: JSONMembers { get }
}

extension JSONObject {
    package func write(to json: inout JSONWriter) { json.object(members) }
}

/// The members of an object in any order, each name once.
package struct JSONMembers: JSONValue, ExpressibleByDictionaryLiteral {
    /// Name and value, without labels: a literal has none, and giving them to each costs.
    package typealias Member = (String, any JSONValue)

    private var list: [Member]

    package init(dictionaryLiteral members: Member...) {
        list = members
    }

    /// A single one.
    package init(_ name: String, _ value: some JSONValue) { list = [(name, value)] }

    static func + (left: Self, right: Self) -> Self {
        var all = left
        all.list += right.list
        return all
    }

    var sorted: [Member] { list.sorted { $0.0 < $1.0 } }

    package func write(to json: inout JSONWriter) { json.object(self) }
}

extension Bool: JSONValue {
    package func write(to json: inout JSONWriter) { json.bool(self) }
}

extension Int: JSONValue {
    package func write(to json: inout JSONWriter) { json.number(self) }
}

extension UInt64: JSONValue {
    package func write(to json: inout JSONWriter) { json.number(self) }
}

extension String: JSONValue {
    package func write(to json: inout JSONWriter) { json.string(self) }
}

extension Optional: JSONValue where Wrapped: JSONValue {
    package func write(to json: inout JSONWriter) {
        if let self { self.write(to: &json) } else { json.null() }
    }
}

extension Array: JSONValue where Element: JSONValue {
    package func write(to json: inout JSONWriter) { json.array(self) }
}
