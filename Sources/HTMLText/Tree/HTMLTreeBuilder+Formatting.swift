import MailCore

/// Formatting elements that are not nested as they should be (HTML standard, sections 13.2.4.3 and 13.2.6.4.7).
extension HTMLTreeBuilder {
    /// Pushes onto the list; of the same elements with the same attributes only three count.
    mutating func remember(_ node: Int) {
        var places: [Int] = []
        for (place, entry) in formatting.enumerated().reversed() {
            guard let entry else { break }
            if isSame(entry, node) { places.append(place) }
        }
        if places.count >= 3 { formatting.remove(at: places[places.count - 1]) }
        if formatting.count(where: { $0 != nil }) >= Limits.htmlFormatting,
            let first = formatting.firstIndex(where: { $0 != nil })
        {
            formatting.remove(at: first)
        }
        formatting.append(node)
    }

    private func isSame(_ one: Int, _ other: Int) -> Bool {
        let (left, right) = (tree.nodes[one], tree.nodes[other])
        return left.element == right.element
            && tree.attributes[left.range].elementsEqual(tree.attributes[right.range]) {
                $0.name == $1.name && tree.text[$0.value] == tree.text[$1.value]
            }
    }

    mutating func forget(_ node: Int) {
        if let place = formatting.lastIndex(of: node) { formatting.remove(at: place) }
        if let depth = stack.lastIndex(of: node) { remove(atDepth: depth) }
    }

    mutating func forgetToMarker() {
        while let last = formatting.popLast(), last != nil {}
    }

    func lastFormatting(_ element: HTMLElement) -> Int? {
        for entry in formatting.reversed() {
            guard let entry else { return nil }
            if tree.nodes[entry].element == element { return entry }
        }
        return nil
    }

    /// Opens again what a block has cut off.
    mutating func reconstructFormatting() {
        guard let last = formatting.last, let last, !isOpen(last) else { return }
        var first = formatting.count - 1
        while first > 0, let entry = formatting[first - 1], !isOpen(entry) { first -= 1 }
        for place in first..<formatting.count {
            guard let entry = formatting[place], stack.count < Limits.htmlNesting, tree.nodes.count < Limits.htmlNodes
            else { return }
            let copy = copy(of: entry)
            tree.append(copy, to: currentNode)
            push(copy)
            formatting[place] = copy
        }
    }

    private func isOpen(_ node: Int) -> Bool { stack.lastIndex(of: node) != nil }

    private mutating func copy(of node: Int) -> Int {
        tree.nodes[node].isDivided = true
        let original = tree.nodes[node]
        tree.nodes.append(
            HTMLTree.Node(
                element: original.element, lower: original.lower, upper: original.upper, offset: original.offset,
                isDivided: true))
        return tree.nodes.count - 1
    }

    /// The adoption agency algorithm: ends an element in whose middle blocks began, so that each block keeps a copy of it
    /// around the part that stood before its end tag.
    mutating func endFormatting(_ element: HTMLElement) {
        for _ in 0..<8 {
            guard let node = lastFormatting(element) else { return closeOther(element, name: 0) }
            guard let depth = stack.lastIndex(of: node) else { return forget(node) }
            let above = stack[(depth + 1)...]
            if above.contains(where: { tree.nodes[$0].element?.isScope ?? false }) { return }
            guard let block = above.firstIndex(where: { tree.nodes[$0].element?.isSpecial ?? false }) else {
                pop(to: depth)
                return forget(node)
            }
            adopt(node, atDepth: depth, blockDepth: block)
        }
    }

    private mutating func adopt(_ node: Int, atDepth depth: Int, blockDepth: Int) {
        let block = stack[blockDepth]
        let ancestor = depth > 0 ? stack[depth - 1] : HTMLTree.root
        var last = block
        var between = blockDepth
        var count = 0
        while between > depth + 1 {
            between -= 1
            count += 1
            let inner = stack[between]
            guard let place = formatting.lastIndex(of: inner), count <= 3 else {
                if let place = formatting.lastIndex(of: inner) { formatting.remove(at: place) }
                remove(atDepth: between)
                continue
            }
            let copy = copy(of: inner)
            formatting[place] = copy
            stack[between] = copy
            tree.detach(last)
            tree.append(last, to: copy)
            last = copy
        }
        tree.detach(last)
        tree.append(last, to: ancestor)
        let copy = copy(of: node)
        tree.moveChildren(of: block, to: copy)
        tree.append(copy, to: block)
        guard let place = formatting.lastIndex(of: node), let blockPlace = stack.lastIndex(of: block) else { return }
        formatting[place] = copy
        insert(copy, atDepth: blockPlace + 1)
        remove(atDepth: depth)
    }
}
