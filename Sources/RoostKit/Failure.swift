package import MessageStore

/// What ends a command: a line for stderr (what, why, what to do), seldom more, and the exit code of the command line's contract.
package struct Failure: Error, Sendable, CustomStringConvertible {
    /// The exit codes every command keeps to.
    package enum Code: Int32, Sendable {
        case noMatch = 1
        case usage = 2
        case unusable = 3
        case interrupted = 130
    }

    package var code: Code
    package var lines: [String]
    package var description: String { lines.joined(separator: "\n") }
    /// Whether there is no store at the place that was named.
    package private(set) var isMissingStore = false

    package init(_ code: Code, _ line: String) { self.init(code, lines: [line]) }

    package init(_ code: Code, lines: [String]) {
        self.code = code
        self.lines = lines
    }

    /// A store that cannot be used.
    package init(_ error: StoreError) {
        self.init(.unusable, error.description)
        isMissingStore = error.kind == .missing
    }
}
