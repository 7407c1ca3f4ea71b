import InternetMessage
import MailCore

extension Term {
    static var fieldNames: [String] { Field.allCases.map(\.rawValue) + otherFields }

    private static let otherFields = [
        "file", "type", "header", "id", "defect", "check", "has", "is", "larger", "smaller", "before", "after", "newer",
        "older",
        "rcpts", "attachments",
    ]

    /// - Parameters:
    ///   - name: In lower case; `header:name` for a header field with a value.
    ///   - position: Of the term in its query.
    init(
        field name: String, value: QueryValue, at position: Int, clock: Query.Clock
    ) throws(Query.SyntaxError) {
        let text = value.text
        func wrong(_ message: String) -> Query.SyntaxError { Query.SyntaxError(position: position, message: message) }
        func wanted<Value>(_ value: Value?, _ what: String) throws(Query.SyntaxError) -> Value {
            guard let value else { throw wrong("\(name):\(text): \(what)") }
            return value
        }
        if name.hasPrefix("header:") {
            self = .header(String(name.dropFirst("header:".count)), try TextPattern(value, at: position))
            return
        }
        let isKnown = Field(rawValue: name) != nil || Self.otherFields.contains(name)
        if isKnown, text.isEmpty { throw wrong("\(name): wants a value right behind the colon") }
        if let field = Field(rawValue: name) {
            self = .field(field, try TextPattern(value, at: position))
            return
        }
        switch name {
        case "file": self = .file(Glob(text))
        case "type": self = .type(Glob(text))
        case "header": self = .header(text.lowercased(), nil)
        case "defect":
            let codes = Defect.Code.allCases.map(\.rawValue) + EnvelopeDefect.allCases.map(\.rawValue)
            self = .defect(try wanted(codes.first { $0 == text.lowercased() }, known(codes)))
        case "check":
            self = .check(
                try wanted(Check.Code(rawValue: text.lowercased()), known(Check.Code.allCases.map(\.rawValue))))
        case "id": self = .ids([try wanted(Query.idRange(text[...]), "give a number or a range, id:42 or id:40..50")])
        case "has":
            self = .has(try wanted(Feature(spelling: text.lowercased()), known(Feature.allCases.map(\.rawValue))))
        case "is":
            let states = clock.knowsMarks ? State.allCases : State.everywhere
            self = .is(
                try wanted(states.first { $0.rawValue == text.lowercased() }, known(states.map(\.rawValue))))
        case "larger": self = .size(.greater, try wanted(Quantity.octets(text), "give a size, as in 100k or 2M"))
        case "smaller": self = .size(.less, try wanted(Quantity.octets(text), "give a size, as in 100k or 2M"))
        case "before": self = .received(.less, try wanted(QueryTime.read(text, clock), QueryTime.forms))
        case "after": self = .received(.greater, try wanted(QueryTime.read(text, clock), QueryTime.forms))
        case "newer":
            self = .age(.less, try wanted(Quantity.microseconds(text), "give a duration, as in 10m or 2h"))
        case "older":
            self = .age(.greater, try wanted(Quantity.microseconds(text), "give a duration, as in 10m or 2h"))
        case "rcpts":
            let (comparison, count) = try wanted(Quantity.comparison(text), "give a number, as in >1, <5 or 3")
            self = .recipients(comparison, count)
        case "attachments":
            let (comparison, count) = try wanted(Quantity.comparison(text), "give a number, as in >1, <5 or 3")
            self = .attachments(comparison, count)
        default:
            let names = Self.fieldNames.map { $0 + ":" }.joined(separator: " ")
            throw wrong("unknown field \(name): (known: \(names)); quote it to look for the text")
        }
    }
}

private func known(_ names: [String]) -> String { "known are " + names.joined(separator: " ") }
