/// How a run of text looks.
package struct TextStyle: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let bold = TextStyle(rawValue: 1)
    package static let italic = TextStyle(rawValue: 2)
    package static let underline = TextStyle(rawValue: 4)
    package static let strikethrough = TextStyle(rawValue: 8)
    package static let quote = TextStyle(rawValue: 16)
    package static let link = TextStyle(rawValue: 32)
}

/// A colour of the terminal's own palette that can be read on light and on dark backgrounds; black, white and greys are
/// left to the terminal. The raw value is the parameter of SGR (ECMA-48, section 8.3.117).
package enum TextColour: UInt8, Hashable, Sendable {
    case red = 31
    case green, yellow, blue, magenta, cyan
}

/// How a run looks and where it leads.
package struct TextAttributes: Hashable, Sendable {
    package var style: TextStyle
    package var colour: TextColour?
    /// The number of the link it belongs to, from 1.
    package var link: Int?

    package init(style: TextStyle = [], colour: TextColour? = nil, link: Int? = nil) {
        self.style = style
        self.colour = colour
        self.link = link
    }

    /// What two have in common: a blank between them has no more, so that no underline begins or ends in one.
    func shared(with other: TextAttributes) -> TextAttributes {
        TextAttributes(
            style: style.intersection(other.style), colour: colour == other.colour ? colour : nil,
            link: link == other.link ? link : nil)
    }
}

/// Text of one look.
package struct StyledRun: Hashable, Sendable {
    package var text: String
    package var attributes: TextAttributes

    package init(_ text: String, _ attributes: TextAttributes = TextAttributes()) {
        self.text = text
        self.attributes = attributes
    }

    package var style: TextStyle { attributes.style }
}

/// A line of HTML turned into text: runs from left to right. There is nothing in it that the sanitiser would change.
package struct StyledLine: Hashable, Sendable {
    package var runs: [StyledRun]

    package init(_ runs: [StyledRun] = []) {
        self.runs = runs
    }

    /// The text of all runs.
    package var text: String { runs.reduce(into: "") { $0 += $1.text } }

    /// Appends text, to the last run if that looks the same.
    mutating func append(_ text: String, _ attributes: TextAttributes = TextAttributes()) {
        if text.isEmpty { return }
        if let last = runs.indices.last, runs[last].attributes == attributes {
            runs[last].text += text
        } else {
            runs.append(StyledRun(text, attributes))
        }
    }

    mutating func append(blanks count: Int) {
        if count > 0 { append(String(repeating: " ", count: count)) }
    }
}
