/// How a run of text looks.
package struct TextStyle: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let bold = TextStyle(rawValue: 1)
    package static let italic = TextStyle(rawValue: 2)
    package static let underline = TextStyle(rawValue: 4)
    package static let quote = TextStyle(rawValue: 8)
    package static let link = TextStyle(rawValue: 16)
}

/// Text of one style.
package struct StyledRun: Hashable, Sendable {
    package var text: String
    package var style: TextStyle

    package init(_ text: String, style: TextStyle = []) {
        self.text = text
        self.style = style
    }
}

/// A line of HTML turned into text: runs from left to right, without control characters.
package struct StyledLine: Hashable, Sendable {
    package var runs: [StyledRun]

    package init(_ runs: [StyledRun] = []) {
        self.runs = runs
    }

    /// The text of all runs.
    package var text: String { runs.map(\.text).joined() }

    /// Appends text, to the last run if that has the same style.
    mutating func append(_ text: some StringProtocol, _ style: TextStyle) {
        if let last = runs.indices.last, runs[last].style == style {
            runs[last].text += text
        } else if !text.isEmpty {
            runs.append(StyledRun(String(text), style: style))
        }
    }
}
