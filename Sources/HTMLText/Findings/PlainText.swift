/// Links and placeholders of text that is no HTML.
package enum PlainText {
    /// Addresses that begin with `http://` or `https://`, in order, without the punctuation behind them, and where each
    /// begins, in octets of UTF-8.
    package static func links(in text: String) -> [HTMLLink] {
        var links: [HTMLLink] = []
        var (offset, counted) = (0, text.startIndex)
        for word in text.split(whereSeparator: { $0.isWhitespace || "<>\"".contains($0) }) {
            let starts = ["https://", "http://"].compactMap { word.firstRange(of: $0)?.lowerBound }
            guard let start = starts.min(), let end = word.lastIndex(where: { !".,;:!?)]'".contains($0) }), end > start
            else { continue }
            let url = String(word[start...end])
            offset += text.utf8.distance(from: counted, to: start)
            counted = start
            links.append(HTMLLink(number: links.count + 1, text: url, url: url, offset: offset))
        }
        return links
    }

    package static func findings(in text: String) -> [HTMLFinding] {
        Placeholder.all(in: text).map { HTMLFinding(.placeholderLeft, text: $0, offset: 0) }
            + links(in: text).flatMap(LinkFindings.findings).filter { $0.code != .placeholderLeft }
    }
}
