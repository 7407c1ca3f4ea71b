/// The command line of sendmail(8), as far as programs use it. What means nothing here is taken and ignored.
package struct SendmailArguments: Hashable, Sendable {
    package enum Mode: Hashable, Sendable {
        /// A message on stdin (`-bm`).
        case message
        /// SMTP on stdin and stdout (`-bs`).
        case session
        /// `mailq` and `newaliases`: nothing waits here, and there are no aliases.
        case nothing
    }

    package var mode = Mode.message
    /// `-t`: recipients stand in To, Cc and Bcc.
    package var readsRecipients = false
    /// `-i`, `-oi`: a line with a single dot does not end the message.
    package var ignoresDots = false
    /// `-f`, `-r`; empty for the null reverse-path.
    package var sender: String?
    /// `-F`
    package var fullName: String?
    /// `-v`
    package var isVerbose = false
    /// `-S`
    package var server: String?
    package var store: String?
    package var wantsHelp = false
    package var recipients: [String] = []

    /// Options of sendmail whose value may stand in the next word.
    private static let ignoredWithValue = Set("BCDhLNOopRVX")

    package init(_ words: [String]) throws(Failure) {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                recipients += rest
                return
            } else if word.hasPrefix("--") {
                try takeLong(word, &rest)
            } else if word.hasPrefix("-"), word.count > 1 {
                try takeShort(word.dropFirst(), &rest)
            } else {
                recipients.append(word)
            }
        }
    }

    private mutating func takeLong(_ word: String, _ rest: inout ArraySlice<String>) throws(Failure) {
        let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch halves[0] {
        case "--help": wantsHelp = true
        case "--store":
            guard let value = halves.count == 2 ? halves[1] : rest.popFirst() else {
                throw Failure(.usage, "--store: give it a directory")
            }
            store = value
        default: throw Failure(.usage, "unknown option \(word); see: roost sendmail --help")
        }
    }

    /// Letters may stand together, as in `-ti`; the value of one may stand behind it or in the next word.
    private mutating func takeShort(_ word: Substring, _ rest: inout ArraySlice<String>) throws(Failure) {
        var letters = word
        while let letter = letters.popFirst() {
            func value() throws(Failure) -> String {
                defer { letters = "" }
                guard let value = letters.isEmpty ? rest.popFirst() : String(letters) else {
                    throw Failure(.usage, "-\(letter): give it a value")
                }
                return value
            }
            switch letter {
            case "t": readsRecipients = true
            case "i": ignoresDots = true
            case "v": isVerbose = true
            case "f", "r": sender = try value()
            case "F": fullName = try value()
            case "S": server = try value()
            case "b": mode = try Self.mode(value())
            case "o": if try value() == "i" { ignoresDots = true }
            case "q", "A", "d": letters = ""
            case _ where Self.ignoredWithValue.contains(letter): _ = try value()
            default: break
            }
        }
    }

    private static func mode(_ letter: String) throws(Failure) -> Mode {
        switch letter {
        case "m": .message
        case "s": .session
        case "p", "i": .nothing
        default: throw Failure(.usage, "-b\(letter) is not for roost; a listener is started with: roost serve")
        }
    }
}
