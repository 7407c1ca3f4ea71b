/// What single elements do to the flow.
extension FlowBuilder {
    mutating func enter(_ element: HTMLElement, _ frame: inout Frame) {
        switch element {
        case .blockquote: box.quoteDepth += 1
        case .dd: box.indent += 4
        case .h1, .h2: box.headingLevel = element == .h1 ? 1 : 2
        case .h3, .h4, .h5, .h6: box.headingLevel = 3
        case .ul, .ol, .menu, .dir: lists.append(ListCounter(of: frame.node, element, in: tree))
        case .li: startItem(frame.node, frame.style)
        case .a: startLink(&frame)
        case .button:
            frame.link = OpenLink(index: nil, isButton: true)
            builder.openButton()
        case .q: builder.append("“", attributes(frame.style))
        case .table: tables.append(TableFolder(firstItem: items.count))
        case .tr: startRow(frame)
        default: break
        }
    }

    mutating func enterVoid(_ node: Int, _ element: HTMLElement, _ style: ComputedStyle) {
        switch element {
        case .br:
            // In front of any text it is an empty line.
            if builder.isEmpty { needsGap = true } else { builder.breakLine() }
        case .hr:
            endParagraph()
            append(.rule(box))
        case .img: if !style.isInvisible { showImage(node, style) }
        case .area: showArea(node, style)
        case .input: showInput(node, style)
        default: break
        }
    }

    private mutating func showImage(_ node: Int, _ style: ComputedStyle) {
        guard !style.isPixel, let text = tree.value(of: .alt, in: node), !text.trimmed.isEmpty else { return }
        if style.isBlock { endParagraph() } else { builder.separate() }
        if let link { links[link].text += " " }
        show(text, style)
        if let link { links[link].text += " " }
        if style.isBlock { endParagraph() } else { builder.separate() }
    }

    /// What a form shows before anybody has typed.
    private mutating func showInput(_ node: Int, _ style: ComputedStyle) {
        let value = tree.value(of: .value, in: node) ?? []
        switch tree.value(of: .type, in: node)?.keyword {
        case "submit", "button", "reset":
            builder.openButton()
            builder.append(value, .collapse, attributes(style))
            let isButton = !builder.cancelOpening()
            builder.end(OpenLink(index: nil, isButton: isButton), isButton: isButton, attributes(style))
        case nil, "text", "email", "search", "tel", "url", "number":
            builder.append(
                value.isEmpty ? tree.value(of: .placeholder, in: node) ?? [] : value, .collapse, attributes(style))
        default: break
        }
    }

    // MARK: Lists

    private mutating func startItem(_ node: Int, _ style: ComputedStyle) {
        let own = tree.number(of: .value, in: node)
        let number = lists.isEmpty ? 1 : lists[lists.count - 1].next(own)
        marker = (style.listStyle ?? .disc).marker(number)
        box.indent += marker.isEmpty ? 0 : marker.count
    }
}

/// The numbers of a list's items.
struct ListCounter {
    private var number: Int
    private let step: Int

    /// `start` and `reversed` (HTML standard, section 4.4.5).
    init(of list: Int, _ element: HTMLElement, in tree: HTMLTree) {
        let isReversed = tree.value(of: .reversed, in: list) != nil
        step = isReversed ? -1 : 1
        number = tree.number(of: .start, in: list) ?? (isReversed ? Self.items(of: list, in: tree) : 1)
    }

    private static func items(of list: Int, in tree: HTMLTree) -> Int {
        var (count, child) = (0, Int(tree.nodes[list].firstChild))
        while child >= 0 {
            if tree.nodes[child].element == .li { count += 1 }
            child = Int(tree.nodes[child].next)
        }
        return count
    }

    /// `own` is what the item says itself.
    mutating func next(_ own: Int?) -> Int {
        let current = own ?? number
        number = current + step
        return current
    }
}
