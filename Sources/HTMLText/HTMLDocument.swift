import TerminalText

/// HTML as text for a terminal: no scripts, no styles, nothing that a reader of the mail would not see (the render
/// contract of inspect). Nothing it refers to is fetched.
package struct HTMLDocument: Sendable {
    /// All links that are shown, in order.
    package let links: [HTMLLink]
    /// All images, in order, those included that nobody sees.
    package let images: [HTMLImage]
    private let items: [FlowItem]
    let tree: HTMLTree

    /// Takes linear time and reads any text as HTML of some kind.
    package init(_ html: String) {
        tree = HTMLTreeBuilder.tree(of: Array(html.utf8))
        let flow = FlowBuilder(tree)
        items = flow.items
        links = flow.links
        images = flow.images
    }

    /// The links of a text, each where it stands.
    package static func links(of html: String) -> [HTMLLink] { HTMLDocument(html).links }

    /// The URLs of the links; a link is shown by its place here, from 1.
    package var targets: [String] {
        var targets: [String] = []
        for link in links where link.number > targets.count { targets.append(link.url) }
        return targets
    }

    /// The text in lines of a width in cells, and behind it the list of links, whose lines are never broken. A word wider
    /// than a line is broken, unless it is not to be.
    package func lines(width: Int, breaksWords: Bool = true) -> [StyledLine] {
        LineWriter(items, width: width, breaksWords: breaksWords).lines + linkList
    }

    /// The text without a width: each paragraph and row on a line of its own; then the list of links.
    package var text: String {
        (LineWriter(items, width: nil, breaksWords: false).lines + linkList).map(\.text).joined(separator: "\n")
    }

    private var linkList: [StyledLine] {
        let targets = targets
        guard !targets.isEmpty else { return [] }
        return (items.isEmpty ? [] : [StyledLine()])
            + targets.enumerated().map { index, target in
                let number = index + 1
                let look = TextAttributes(style: .link, link: number)
                return StyledLine([StyledRun("[\(number)] "), StyledRun(SafeText(line: target).string, look)])
            }
    }
}
