import MailCore

/// Plain text in `format=flowed` (RFC 3676): lines that end in a blank go on in the next.
enum FlowedText {
    /// Each paragraph on one line, quote marks in front of it as `>> `, line ends as `\n`.
    ///
    /// - Parameter deletesSpace: `DelSp=yes`: the blank at the end of a line is no part of the text (section 4.1).
    static func unfolded(_ text: String, deletesSpace: Bool) -> String {
        var unfolded = Substring()
        /// The depth of quoting of the paragraph that goes on.
        var open: Int?
        let endsInLine = text.utf8.last == 0x0A
        // What stands behind the last line end is no line.
        for line in text.utf8.dropLast(endsInLine ? 1 : 0).split(separator: 0x0A, omittingEmptySubsequences: false) {
            let line = Line(Substring(line.last == 0x0D ? line.dropLast() : line))
            // A paragraph that goes on at another depth has ended all the same (section 4.5).
            if open != line.depth || line.isSignature {
                if open != nil { end(&unfolded) }
                unfolded += String(repeating: ">", count: line.depth)
                if line.depth > 0, !line.text.isEmpty { unfolded += " " }
            }
            unfolded += line.content(deletesSpace: deletesSpace)
            open = line.isFlowed ? line.depth : nil
            if line.isSignature { unfolded += "\n" } else if open == nil { end(&unfolded) }
        }
        if open != nil { end(&unfolded) }
        if !endsInLine { unfolded.removeLast() }
        return String(unfolded)
    }

    private static func end(_ paragraph: inout Substring) {
        while paragraph.last == " " { paragraph.removeLast() }
        paragraph += "\n"
    }

    private struct Line {
        let depth: Int
        let text: Substring

        /// Quote marks, then one stuffed blank, are no part of the text (sections 4.4 and 4.5).
        init(_ line: Substring) {
            let unquoted = line.drop { $0 == ">" }
            depth = line.utf8.count - unquoted.utf8.count
            text = unquoted.first == " " ? unquoted.dropFirst() : unquoted
        }

        /// The line in front of a signature ends in a blank but does not flow (section 4.3).
        var isSignature: Bool { text == "-- " }
        var isFlowed: Bool { text.last == " " && !isSignature }

        func content(deletesSpace: Bool) -> Substring { isFlowed && deletesSpace ? text.dropLast() : text }
    }
}

extension MessageReader {
    /// The plain text body as ``textBody``, but with the lines of flowed text joined to paragraphs.
    package var unfoldedTextBody: String? {
        let entities = bodies.text
        guard !entities.isEmpty else { return nil }
        return entities.reduce(into: "") { joined, index in
            if !joined.isEmpty, joined.utf8.last != 0x0A { joined += "\n" }
            joined += unfoldedText(of: index)
        }
    }

    /// Whether ``unfoldedTextBody`` is another text than ``textBody``.
    package var hasFlowedText: Bool { bodies.text.contains { isSet("format", to: "flowed", of: $0) } }

    private func unfoldedText(of index: Int) -> String {
        guard isSet("format", to: "flowed", of: index) else { return text(of: index).withLineFeeds() }
        return FlowedText.unfolded(text(of: index), deletesSpace: isSet("delsp", to: "yes", of: index))
    }

    private func isSet(_ name: String, to value: String, of index: Int) -> Bool {
        let parameters = message.entities[index].contentType.parameters
        return parameters.value(name).map { $0.bytes.equalsIgnoringCase(value.utf8) } ?? false
    }
}
