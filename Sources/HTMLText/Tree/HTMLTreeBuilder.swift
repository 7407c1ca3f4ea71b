import MailCore

/// Makes a tree of tokens as browsers do (HTML standard, section 13.2.6), but for this: what stands between a table and
/// its cells stays where it is, so that all text keeps the order of the source.
struct HTMLTreeBuilder {
    var tree = HTMLTree()
    /// Open elements, outermost first, without the root.
    var stack: [Int] = []
    /// The list of active formatting elements (section 13.2.4.3); `nil` is a marker.
    var formatting: [Int?] = []
    /// How often each element is on the stack, so that most searches of it need not begin.
    var openCounts = [Int](repeating: 0, count: HTMLElement.allCases.count)
    var unknownNames: [String: Int32] = [:]
    var tokenizer: HTMLTokenizer
    private var dropsLineFeed = false

    static func tree(of html: [UInt8]) -> HTMLTree {
        var builder = HTMLTreeBuilder(tokenizer: HTMLTokenizer(html))
        builder.build()
        return builder.tree
    }

    private init(tokenizer: HTMLTokenizer) {
        self.tokenizer = tokenizer
    }

    private mutating func build() {
        while let token = tokenizer.next() {
            switch token {
            case .text(let range, let isRaw): text(range, isRaw: isRaw)
            case .startTag(let tag): start(tag)
            case .endTag(let tag): end(tag)
            case .comment, .doctype: break
            }
        }
    }

    // MARK: Text

    private mutating func text(_ range: Range<Int>, isRaw: Bool) {
        var bytes = tokenizer.bytes[range]
        // The line feed right behind the start tag does not count (section 13.1.2.5).
        if dropsLineFeed, bytes.first == .cr { bytes = bytes.dropFirst() }
        if dropsLineFeed, bytes.first == .lf { bytes = bytes.dropFirst() }
        dropsLineFeed = false
        let isBlank = bytes.allSatisfy(\.isHTMLSpace)
        if isBlank, current.isTableStructure || current == .head { return }
        if !isBlank, current == .head { pop() }
        if !current.isTableStructure, !isRaw { reconstructFormatting() }
        let start = tree.text.count
        if isRaw {
            tree.text += bytes
        } else {
            CharacterReference.decode(bytes, inAttribute: false, into: &tree.text)
        }
        guard tree.text.count > start else { return }
        tree.nodes.append(
            HTMLTree.Node(
                element: nil, lower: Int32(start), upper: Int32(tree.text.count), offset: Int32(range.lowerBound)))
        tree.append(tree.nodes.count - 1, to: currentNode)
    }

    // MARK: Start tags

    private mutating func start(_ tag: HTMLTag) {
        dropsLineFeed = false
        let element = tag.element
        if isInForeign {
            if !element.breaksOutOfForeign { return startForeign(tag) }
            while isInForeign { pop() }
        }
        if current == .head, !element.isMetadata { pop() }
        switch element {
        case .html, .body:
            if openCount(of: element) > 0 { return }
        case .head where openCount(of: .body) > 0 || openCount(of: .head) > 0: return
        case .td, .th, .tr, .tbody, .thead, .tfoot, .caption, .colgroup, .col, .table: prepareTable(for: tag)
        default: closeImplied(by: element)
        }
        if !element.endsParagraph, !element.isTableStructure, !element.isCell, !element.isMetadata, element != .head {
            if !current.isTableStructure { reconstructFormatting() }
        }
        let node = insert(tag)
        if element.isVoid { return }
        push(node)
        if element.isFormatting { remember(node) }
        if element.isCell || element == .caption { formatting.append(nil) }
        dropsLineFeed = element == .pre || element == .textarea || element == .listing
        if element == .svg || element == .math {
            if tag.isSelfClosing { pop() } else { tokenizer.isForeign = true }
        }
    }

    private mutating func startForeign(_ tag: HTMLTag) {
        let node = insert(tag)
        if !tag.isSelfClosing { push(node) }
    }

    /// Ends what may be left open before a start tag (section 13.2.6.4.7).
    private mutating func closeImplied(by element: HTMLElement) {
        if element.endsParagraph { close(.p) }
        switch element {
        case .li: closeItem { $0 == .li }
        case .dt, .dd: closeItem { $0 == .dt || $0 == .dd }
        case .h1, .h2, .h3, .h4, .h5, .h6: if current.isHeading { pop() }
        case .option, .optgroup: if current == .option { pop() }
        case .a:
            if let open = lastFormatting(.a) {
                endFormatting(.a)
                forget(open)
            }
        case .nobr, .button: if openCount(of: element) > 0 { close(element) }
        default: break
        }
    }

    /// An item ends the one before it, but not the one whose list it stands in.
    private mutating func closeItem(_ isItem: (HTMLElement) -> Bool) {
        for node in stack.reversed() {
            let element = tree.nodes[node].element ?? .unknown
            if isItem(element) {
                close(element)
                return
            }
            if element.isSpecial, element != .address, element != .div, element != .p { return }
        }
    }

    // MARK: End tags

    private mutating func end(_ tag: HTMLTag) {
        dropsLineFeed = false
        let element = tag.element
        switch element {
        case .html, .body: return
        case .br: insertEmpty(.br, offset: tag.offset)
        case .p:
            if !close(.p) { insertEmpty(.p, offset: tag.offset) }
        case .h1, .h2, .h3, .h4, .h5, .h6: closeHeading()
        case _ where element.isFormatting && !isInForeign: endFormatting(element)
        case .table, .tr, .td, .th, .tbody, .thead, .tfoot, .caption: closeInTable(element)
        case .unknown: closeOther(.unknown, name: name(of: tag))
        case _ where element.isSpecial: close(element)
        default: closeOther(element, name: 0)
        }
    }

    private mutating func insertEmpty(_ element: HTMLElement, offset: Int) {
        tokenizer.attributes.removeAll(keepingCapacity: true)
        _ = insert(HTMLTag(element: element, name: 0..<0, offset: offset))
    }

    private mutating func closeHeading() {
        for (depth, node) in stack.enumerated().reversed() {
            let element = tree.nodes[node].element ?? .unknown
            if element.isHeading { return pop(to: depth) }
            if element.isScope { return }
        }
    }

    /// Ends an element and all in it, if it is open in the same cell.
    @discardableResult
    mutating func close(_ element: HTMLElement) -> Bool {
        guard openCount(of: element) > 0 else { return false }
        for (depth, node) in stack.enumerated().reversed() {
            let open = tree.nodes[node].element ?? .unknown
            if open == element {
                pop(to: depth)
                return true
            }
            if open.isScope || element == .p && open == .button { return false }
        }
        return false
    }

    /// "Any other end tag" (section 13.2.6.4.7): a block in between keeps it from ending anything.
    mutating func closeOther(_ element: HTMLElement, name: Int32) {
        guard openCount(of: element) > 0 else { return }
        for (depth, node) in stack.enumerated().reversed() {
            let open = tree.nodes[node].element ?? .unknown
            if open == element, tree.nodes[node].name == name { return pop(to: depth) }
            if open.isSpecial { return }
        }
    }
}
