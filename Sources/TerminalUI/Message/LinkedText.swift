import Terminal
import TerminalText

/// Plain text as lines, with a number behind every address that can be opened.
struct LinkedText {
    private(set) var lines: [Line] = []
    private(set) var stops: [Stop] = []
    private let numbersLinks: Bool

    /// - Parameter width: Cells; `nil` leaves lines as long as they are.
    init(_ text: String, width: Int?, numbersLinks: Bool = true) {
        self.numbersLinks = numbersLinks
        for raw in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let (numbered, first) = number(raw)
            let parts = width.map { SafeText.lines(numbered, width: $0) } ?? SafeText.lines(numbered)
            var inLink = false
            var awaited = first
            for part in parts.isEmpty ? [.empty] : parts {
                append(part, quote: Self.quoteDepth(raw), inLink: &inLink, awaited: &awaited)
            }
        }
        // The text ends in a line end; that begins no line.
        if text.isEmpty || text.hasSuffix("\n") { lines.removeLast() }
    }

    /// The line with ` [n]` behind its addresses, and the number of the first.
    private mutating func number(_ line: Substring) -> (String, first: Int) {
        let first = stops.count
        guard numbersLinks, line.contains(":") else { return (String(line), first) }
        var numbered = ""
        for (index, word) in line.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { numbered += " " }
            guard let target = Self.target(in: word) else {
                numbered += word
                continue
            }
            stops.append(Stop(line: -1, what: .link(number: stops.count + 1, target: String(target))))
            numbered += word[..<target.endIndex] + " [\(stops.count)]" + word[target.endIndex...]
        }
        return (numbered, first)
    }

    /// The address in a word, without the punctuation around it.
    private static func target(in word: Substring) -> Substring? {
        let starts = ["https://", "http://", "mailto:"].compactMap { word.firstRange(of: $0)?.lowerBound }
        guard let start = starts.min() else { return nil }
        let address = word[start...].prefix { !"<>\"\r\t".contains($0) }
        guard let end = address.lastIndex(where: { !".,;:!?)]'*".contains($0) }) else { return nil }
        return address[...end]
    }

    private mutating func append(_ text: SafeText, quote: Int, inLink: inout Bool, awaited: inout Int) {
        let role: Role = quote == 0 ? .plain : quote == 1 ? .quote : .quoteDeep
        guard text.runs.count == 1, awaited < stops.count || inLink else {
            while awaited < stops.count, text.string.contains("[\(awaited + 1)]") {
                stops[awaited] = Stop(line: lines.count, what: stops[awaited].what)
                awaited += 1
            }
            return lines.append(Line(text, role))
        }
        var line = Line()
        for (index, word) in text.string.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            let space: SafeText = index > 0 ? " " : .empty
            var span = Line.Span(text: space + SafeText(line: word), role: role)
            if awaited < stops.count, word.hasPrefix("[\(awaited + 1)]") {
                span = Line.Span(text: space + SafeText(line: word), role: .link, stop: awaited)
                stops[awaited] = Stop(line: lines.count, what: stops[awaited].what)
                (awaited, inLink) = (awaited + 1, false)
            } else if inLink || Self.target(in: word) != nil {
                span = Line.Span(text: space + SafeText(line: word), role: .link)
                inLink = true
            }
            line.spans.append(span)
        }
        lines.append(line)
    }

    /// How many `>` stand before the line.
    private static func quoteDepth(_ line: Substring) -> Int {
        line.prefix { $0 == ">" || $0 == " " }.count { $0 == ">" }
    }
}
