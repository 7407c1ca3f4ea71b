/// HTML as text for a terminal: no scripts, no styles, nothing that is not shown (the render contract of inspect).
package struct HTMLDocument: Sendable {
    /// The targets of the links, in order; a link is shown by its place here, from 1.
    package let links: [String]
    private let blocks: [HTMLBlock]

    /// Takes linear time and reads any text as HTML of some kind.
    package init(_ html: String) {
        let builder = HTMLBlockBuilder(html)
        blocks = builder.blocks
        links = builder.links
    }

    /// The text wrapped to a width in cells, and behind it the list of links, whose lines are never broken.
    package func lines(width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        for block in blocks {
            if block.isAfterGap { lines.append(StyledLine()) }
            for line in LineWrapper(block, width: width).lines {
                let isRepeated = line.runs.isEmpty && lines.last?.runs.isEmpty != false
                if !isRepeated || block.kind == .preformatted { lines.append(line) }
            }
        }
        while lines.last?.runs.isEmpty == true { lines.removeLast() }
        guard !links.isEmpty else { return lines }
        if !lines.isEmpty { lines.append(StyledLine()) }
        for (index, link) in links.enumerated() {
            lines.append(StyledLine([StyledRun("[\(index + 1)] "), StyledRun(link, style: .link)]))
        }
        return lines
    }
}
