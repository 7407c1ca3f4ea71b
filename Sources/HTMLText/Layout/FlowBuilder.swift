import MailCore

/// Walks a tree and makes of it what stands below one another. The open elements are kept in an array, so depth costs
/// nothing else.
struct FlowBuilder {
    let tree: HTMLTree
    var items: [FlowItem] = []
    var links: [HTMLLink] = []
    var images: [HTMLImage] = []
    var linkNumbers: [String: Int] = [:]
    var builder = ParagraphBuilder()
    var box = Box()
    /// Of a list item that has not shown anything yet.
    var marker = ""
    /// The innermost open link, by its place in the list.
    var link: Int?
    var needsGap = false
    var lists: [ListCounter] = []
    var tables: [TableFolder] = []
    private var resolver: StyleResolver

    /// An open element, and what to return to behind it.
    struct Frame {
        var node: Int
        var element: HTMLElement
        var style: ComputedStyle
        var outerBox: Box
        var outerLink: Int?
        /// How many items there were at its start.
        var firstItem: Int
        var link: OpenLink?
    }

    init(_ tree: HTMLTree) {
        self.tree = tree
        resolver = StyleResolver(tree)
        walk()
        endParagraph()
    }

    private mutating func walk() {
        var frames: [Frame] = []
        var style = ComputedStyle()
        var node = Int(tree.nodes[HTMLTree.root].firstChild)
        while true {
            if node >= 0 {
                if let frame = enter(node, style) {
                    style = frame.style
                    frames.append(frame)
                    node = Int(tree.nodes[node].firstChild)
                } else {
                    node = Int(tree.nodes[node].next)
                }
            } else if let frame = frames.popLast() {
                leave(frame)
                style = frames.last?.style ?? ComputedStyle()
                node = Int(tree.nodes[frame.node].next)
            } else {
                return
            }
        }
    }

    /// `nil` for what has no content: texts, void and hidden elements.
    private mutating func enter(_ node: Int, _ parent: ComputedStyle) -> Frame? {
        guard let element = tree.nodes[node].element else {
            if !parent.hidesText { show(tree.text[tree.nodes[node].range], parent) }
            return nil
        }
        let style = resolver.style(of: node, element, parent: parent)
        if element == .img { record(imageAt: node, style) }
        if style.isHidden { return nil }
        if element.isVoid {
            enterVoid(node, element, style)
            return nil
        }
        let outerBox = box
        if style.isBlock { startBlock(style) } else if style.display == .inlineBlock { builder.separate() }
        var frame = Frame(
            node: node, element: element, style: style, outerBox: outerBox, outerLink: link, firstItem: items.count)
        enter(element, &frame)
        return frame
    }

    private mutating func leave(_ frame: Frame) {
        if frame.link != nil { endLink(frame) }
        if frame.element == .q { builder.append("”", attributes(frame.style)) }
        if frame.style.isBlock { endBlock(frame) } else if frame.style.display == .inlineBlock { builder.separate() }
        switch frame.element {
        case .td, .th: endCell(frame)
        case .tr: endRow(frame)
        case .table: endTable(frame)
        case .li: marker = ""
        case .caption: if !tables.isEmpty { tables[tables.count - 1].skipCaption(to: items.count) }
        default: if frame.element.isListContainer { lists.removeLast() }
        }
        box = frame.outerBox
        link = frame.outerLink
    }

    func attributes(_ style: ComputedStyle) -> TextAttributes {
        let number = link.map { links[$0].number }
        let look = number == nil ? style.text : style.text.union(.link)
        return TextAttributes(style: look, colour: style.colour.flatMap { TextColour($0) }, link: number)
    }

    // MARK: Paragraphs

    mutating func show(_ text: ArraySlice<UInt8>, _ style: ComputedStyle) {
        builder.append(text, style.whiteSpace, attributes(style))
        if let link { links[link].text += String(decoding: text, as: UTF8.self) }
    }

    mutating func startBlock(_ style: ComputedStyle) {
        endParagraph()
        if style.gapAbove >= Self.gap { needsGap = true }
        box.alignment = style.isRightToLeft && style.align == .start ? .right : style.align
    }

    mutating func endBlock(_ frame: Frame) {
        endParagraph()
        let isSpacer = (frame.style.height ?? 0) >= Self.gap && items.count == frame.firstItem
        if frame.style.gapBelow >= Self.gap || isSpacer { needsGap = true }
    }

    /// Pixels from which a gap is worth an empty line.
    private static let gap = 8.0

    mutating func endParagraph() {
        var paragraph = builder.finish()
        guard !paragraph.text.isEmpty else { return }
        paragraph.box = box
        paragraph.box.marker = marker
        marker = ""
        // Buttons stand apart.
        let isButton = paragraph.isButton
        if isButton { needsGap = true }
        append(.paragraph(paragraph))
        needsGap = isButton
    }

    mutating func append(_ content: FlowItem.Content) {
        items.append(FlowItem(content: content, isAfterGap: needsGap && !items.isEmpty))
        needsGap = false
    }
}
