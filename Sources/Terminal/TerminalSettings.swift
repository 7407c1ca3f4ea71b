/// What a screen needs to know of its surroundings.
package struct TerminalSettings: Hashable, Sendable {
    /// The terminfo name; `nil` when TERM is unset.
    package var term: String?
    package var usesColour: Bool
    /// Over ssh the octets of one key may come in pieces.
    package var isRemote: Bool
    /// Whether only ASCII is drawn. So it is, too, when the locale names another codeset than UTF-8.
    package var isASCII = false
    /// Whether the cursor is seen at all times, not only where something is typed.
    package var showsCursor = false
    /// What is left on the terminal after a crash, in one line.
    package var lastWords = "crashed"

    /// Reads TERM, NO_COLOR (any value but the empty one) and SSH_CONNECTION.
    package init(environment: [String: String]) {
        term = environment["TERM"].flatMap { $0.isEmpty ? nil : $0 }
        usesColour = environment["NO_COLOR", default: ""].isEmpty
        isRemote = !environment["SSH_CONNECTION", default: ""].isEmpty
    }

    /// How long a lone escape is waited on for the rest of a key, in milliseconds.
    var escapeDelay: Int32 { isRemote ? 100 : 25 }
}
