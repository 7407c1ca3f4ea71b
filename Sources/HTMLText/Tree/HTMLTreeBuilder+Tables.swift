/// Rows and cells (HTML standard, sections 13.2.6.4.9 to 13.2.6.4.15).
extension HTMLTreeBuilder {
    /// Ends the cells and rows that a part of a table ends, and opens the row that a cell without one stands in. Parts
    /// that stand in no table are taken for parts of one: fragments of mail begin anywhere.
    mutating func prepareTable(for tag: HTMLTag) {
        let element = tag.element
        let base = openTable
        if element == .table {
            // A table right in another, outside its cells, ends it.
            if current.isTableStructure, let base { pop(to: base) } else { close(.p) }
            return
        }
        if let base {
            switch element {
            case .td, .th: pop(above: base) { $0.isTableStructure }
            case .tr: pop(above: base) { $0 == .table || $0.isRowGroup }
            default: pop(above: base) { $0 == .table }
            }
        } else {
            closeCell(orRow: !element.isCell)
        }
        if element.isCell, base != nil, current != .tr {
            let row = HTMLTree.Node(
                element: .tr, lower: Int32(tree.attributes.count), upper: Int32(tree.attributes.count),
                offset: Int32(tag.offset))
            tree.nodes.append(row)
            tree.append(tree.nodes.count - 1, to: currentNode)
            push(tree.nodes.count - 1)
        }
    }

    mutating func closeInTable(_ element: HTMLElement) {
        guard openCount(of: element) > 0 else { return }
        for (depth, node) in stack.enumerated().reversed() {
            let open = tree.nodes[node].element ?? .unknown
            if open == element { return pop(to: depth) }
            if open == .table { return }
        }
    }

    /// The depth of the innermost table.
    private var openTable: Int? {
        openCount(of: .table) == 0 ? nil : stack.lastIndex { tree.nodes[$0].element == .table }
    }

    private mutating func pop(above base: Int, until isEnd: (HTMLElement) -> Bool) {
        while stack.count > base + 1, !isEnd(current) { pop() }
    }

    private mutating func closeCell(orRow: Bool) {
        for cell in [HTMLElement.td, .th] { closeInTable(cell) }
        if orRow { closeInTable(.tr) }
    }
}
