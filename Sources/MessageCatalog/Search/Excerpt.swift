extension Highlighter {
    /// Octets of a body in which words are looked for: a list must not wait for a big one.
    private static let reach = 256 * 1024
    /// Characters that stay in front of the words.
    private static let lead = 12

    /// The line of a message's text in which the first of the words stands, from a little before it; `nil` when they
    /// are in none.
    package func excerpt(from document: MessageDocument) -> String? {
        [document.text, document.html == nil ? nil : document.htmlText].lazy.compactMap { $0 }.compactMap { text in
            excerpt(from: text)
        }.first
    }

    private func excerpt(from text: String) -> String? {
        let start = text.utf8.prefix(Self.reach)
        for line in Substring(start).split(separator: "\n") {
            guard let word = ranges(in: String(line)).first else { continue }
            let scalars = line.unicodeScalars.dropFirst(max(word.lowerBound - Self.lead, 0)).prefix(200)
            return String(String.UnicodeScalarView(scalars))
        }
        return nil
    }
}
