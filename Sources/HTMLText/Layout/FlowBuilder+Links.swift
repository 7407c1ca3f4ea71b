/// An `a` or a `button` that is open.
struct OpenLink {
    /// In the list of links; `nil` for a `button`, which leads nowhere.
    var index: Int?
    var isButton: Bool
    /// Octets of its paragraph that stand before it.
    var start = 0
}

/// Links and images: shown, numbered, and kept as data.
extension FlowBuilder {
    mutating func startLink(_ frame: inout Frame) {
        guard let url = linkTarget(of: frame.node) else { return }
        link = add(url, node: frame.node, text: "")
        frame.link = OpenLink(index: link, isButton: frame.style.isButton, start: builder.length)
        if frame.style.isButton { builder.openButton() }
    }

    mutating func endLink(_ frame: Frame) {
        guard let open = frame.link else { return }
        let isButton = open.isButton && !builder.cancelOpening()
        let attributes = attributes(frame.style)
        let isEmpty = items.count == frame.firstItem && builder.length == open.start
        // Of a link that a block has cut in two, one half may be nothing.
        if isEmpty, tree.nodes[frame.node].isDivided { return }
        if builder.isEmpty, items.count > frame.firstItem, let paragraph = items[items.count - 1].lastParagraph {
            // Blocks in the link have ended its paragraph: the end belongs to that all the same.
            var resumed = ParagraphBuilder(resuming: paragraph)
            resumed.end(open, isButton: isButton, attributes)
            items[items.count - 1].lastParagraph = resumed.finish()
        } else {
            builder.end(open, isButton: isButton, attributes)
        }
        if let index = open.index { links[index].text = ParagraphBuilder.collapsed(links[index].text) }
    }

    mutating func showArea(_ node: Int, _ style: ComputedStyle) {
        guard let url = linkTarget(of: node) else { return }
        let text = tree.string(of: .alt, in: node) ?? ""
        let index = add(url, node: node, text: text)
        let outer = link
        link = index
        builder.separate()
        builder.append(text, attributes(style))
        builder.end(OpenLink(index: index, isButton: false), isButton: false, attributes(style))
        link = outer
    }

    private mutating func add(_ url: String, node: Int, text: String) -> Int {
        if let last = links.last, last.offset == Int(tree.nodes[node].offset) { return links.count - 1 }
        let number = linkNumbers[url] ?? linkNumbers.count + 1
        linkNumbers[url] = number
        links.append(HTMLLink(number: number, text: text, url: url, offset: Int(tree.nodes[node].offset)))
        return links.count - 1
    }

    /// `nil` for what leads nowhere: a place in the same mail, a script.
    private func linkTarget(of node: Int) -> String? {
        guard let url = tree.string(of: .href, in: node).map({ HTMLURL.cleaned($0) }), !url.isEmpty else { return nil }
        if url.hasPrefix("#") || ["javascript", "vbscript"].contains(HTMLURL(url).scheme) { return nil }
        return url
    }

    mutating func record(imageAt node: Int, _ style: ComputedStyle) {
        let url = HTMLURL.cleaned(tree.string(of: .src, in: node) ?? "")
        let text = tree.string(of: .alt, in: node)
        images.append(
            HTMLImage(
                text: text, url: url, offset: Int(tree.nodes[node].offset), isPixel: style.isHidden || style.isPixel))
    }
}
