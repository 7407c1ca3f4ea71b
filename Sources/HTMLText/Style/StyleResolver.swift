/// Says how elements look: by themselves, by their attributes, by the style sheets, by their own style (CSS Cascade, section 6).
struct StyleResolver {
    private let tree: HTMLTree
    private var sheet: StyleSheet
    /// By the text of the attribute: most elements of a mail say what another has said.
    private var ownStyles: [ArraySlice<UInt8>: CSSDeclarationParser] = [:]

    init(_ tree: HTMLTree) {
        self.tree = tree
        sheet = StyleSheet(of: tree)
    }

    mutating func style(of node: Int, _ element: HTMLElement, parent: ComputedStyle) -> ComputedStyle {
        var style = parent.inherited
        style.applyDefaults(of: element)
        if element.isListContainer, parent.listStyle != nil { (style.gapAbove, style.gapBelow) = (0, 0) }
        style.applyAttributes(of: node, element, in: tree)
        let rules = sheet.rules(for: node, in: tree)
        let own = tree.value(of: .style, in: node).map { ownStyle($0) }
        for rule in rules { apply(rule.normal, to: &style, parent) }
        if let own { apply(own.normal, to: &style, parent) }
        for rule in rules { apply(rule.important, to: &style, parent) }
        if let own { apply(own.important, to: &style, parent) }
        if style.isClipped, style.height == 0 || style.width == 0 { style.isHidden = true }
        // Outlook's own way to hide is also used to keep from Outlook what it shows in another form: links and images.
        if style.isHiddenFromOutlook, element != .a, !holdsLinkOrImage(node) { style.isHidden = true }
        return style
    }

    private mutating func ownStyle(_ text: ArraySlice<UInt8>) -> CSSDeclarationParser {
        if let known = ownStyles[text] { return known }
        let style = CSSDeclarationParser(text)
        ownStyles[text] = style
        return style
    }

    private func apply(_ declarations: [CSSDeclaration], to style: inout ComputedStyle, _ parent: ComputedStyle) {
        for declaration in declarations { style.apply(declaration, parent: parent) }
    }

    private func holdsLinkOrImage(_ top: Int) -> Bool {
        var node = top
        while true {
            if tree.nodes[node].element == .a || tree.nodes[node].element == .img { return true }
            if tree.nodes[node].firstChild != HTMLTree.Node.none {
                node = Int(tree.nodes[node].firstChild)
                continue
            }
            while node != top, tree.nodes[node].next == HTMLTree.Node.none { node = Int(tree.nodes[node].parent) }
            if node == top { return false }
            node = Int(tree.nodes[node].next)
        }
    }
}

extension HTMLElement {
    var isListContainer: Bool { self == .ul || self == .ol || self == .menu || self == .dir }
}
