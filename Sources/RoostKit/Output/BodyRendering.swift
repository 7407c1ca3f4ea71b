import HTMLText
import InternetMessage
import TerminalText

/// What the message pane shows of a body, as lines of text.
package struct BodyRendering: Sendable {
    package enum Choice: Sendable {
        /// The plain text, else the HTML.
        case any
        case text
        case html
    }

    package var choice = Choice.any
    /// Cells.
    package var width: Int
    /// Whether a word wider than a line is broken.
    package var breaksWords = true
    /// Whether looks are kept as SGR sequences (ECMA-48, section 8.3.117); without, there is no escape sequence at all.
    package var usesSGR = false

    package init(width: Int) {
        self.width = width
    }

    /// The lines of a content; none when it has no body of the kind. Text that is asked for as HTML is read as that.
    package func lines(of content: [UInt8]) -> [String] {
        let reader = MessageReader(content: content)
        switch choice {
        case .any: return lines(text: reader.unfoldedTextBody, html: reader.htmlBody)
        case .text: return lines(text: reader.unfoldedTextBody, html: nil)
        case .html: return lines(text: nil, html: reader.htmlBody ?? reader.textBody)
        }
    }

    private func lines(text: String?, html: String?) -> [String] {
        if let text {
            return SafeText.lines(text, width: width, breaksWords: breaksWords).map { line in
                let look = TextAttributes(style: line.quoteMarks > 0 ? .quote : [])
                return shown(line.string, look)
            }
        }
        guard let html else { return [] }
        return HTMLDocument(html).lines(width: width, breaksWords: breaksWords).map { line in
            line.runs.reduce(into: "") { $0 += shown(SafeText(line: $1.text).string, $1.attributes) }
        }
    }

    private func shown(_ text: String, _ look: TextAttributes) -> String {
        let parameters = usesSGR && !text.isEmpty ? look.parametersOfSGR : []
        return parameters.isEmpty
            ? text : "\u{1B}[\(parameters.map(String.init).joined(separator: ";"))m\(text)\u{1B}[0m"
    }
}

extension TextAttributes {
    /// As the screen's theme has it: links underlined in blue, quotes green.
    fileprivate var parametersOfSGR: [UInt8] {
        var parameters: [UInt8] = []
        if style.contains(.bold) { parameters.append(1) }
        if style.contains(.italic) { parameters.append(3) }
        if style.contains(.underline) || style.contains(.link) { parameters.append(4) }
        if style.contains(.strikethrough) { parameters.append(9) }
        if style.contains(.link) {
            parameters.append(TextColour.blue.rawValue)
        } else if let colour {
            parameters.append(colour.rawValue)
        } else if style.contains(.quote) {
            parameters.append(TextColour.green.rawValue)
        }
        return parameters
    }
}
