/// Text that is fit for a terminal: no control, no escape sequence, no bidi control, no stack of combining marks is in
/// it. Only the sanitiser makes one, and drawing takes nothing else.
///
/// Each scalar of its strings is either drawn in one or two cells, or drawn onto the one before it.
package struct SafeText: Hashable, Sendable {
    package enum Emphasis: Sendable {
        case plain
        /// Stands for something that is not to be drawn: `^[`, `<U+202E>`, `\xE9`.
        case control
    }

    package struct Run: Hashable, Sendable {
        package let text: String
        package let emphasis: Emphasis
        /// Cells.
        package let width: Int
    }

    package let runs: [Run]
    /// Cells.
    package let width: Int

    /// Trusts its caller: only the sanitiser, and what cuts or joins safe texts, may call it.
    init(trusted runs: [Run]) {
        self.runs = runs
        self.width = runs.reduce(0) { $0 + $1.width }
    }

    /// For titles, rows and dialogs, and for what a command prints: one line, whatever was in it.
    package init(line text: some StringProtocol) {
        self = Sanitizer.sanitize(text.unicodeScalars, for: .line)
    }

    package static let empty = SafeText(trusted: [])

    package var isEmpty: Bool { runs.isEmpty }

    /// Without emphasis, for output that is not a screen.
    package var string: String {
        runs.count == 1 ? runs[0].text : runs.reduce(into: "") { $0 += $1.text }
    }

    package static func + (left: SafeText, right: SafeText) -> SafeText {
        SafeText(trusted: left.runs + right.runs)
    }
}

extension SafeText: ExpressibleByStringInterpolation {
    /// Literals pass the sanitiser like everything else.
    package init(stringLiteral value: String) {
        self.init(line: value)
    }
}
