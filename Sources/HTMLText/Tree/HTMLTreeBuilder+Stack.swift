import MailCore

/// Open elements, and the nodes they are.
extension HTMLTreeBuilder {
    var currentNode: Int { stack.last ?? HTMLTree.root }
    var current: HTMLElement { tree.nodes[currentNode].element ?? .unknown }
    var isInForeign: Bool { openCount(of: .svg) > 0 || openCount(of: .math) > 0 }

    func openCount(of element: HTMLElement) -> Int { openCounts[Int(element.rawValue)] }

    /// Beyond the limit an element stays closed: what stands in it follows it.
    mutating func push(_ node: Int) {
        guard stack.count < Limits.htmlNesting else { return }
        insert(node, atDepth: stack.count)
    }

    mutating func insert(_ node: Int, atDepth depth: Int) {
        stack.insert(node, at: depth)
        openCounts[Int((tree.nodes[node].element ?? .unknown).rawValue)] += 1
    }

    mutating func remove(atDepth depth: Int) {
        let element = tree.nodes[stack.remove(at: depth)].element ?? .unknown
        openCounts[Int(element.rawValue)] -= 1
        if element.isCell || element == .caption { forgetToMarker() }
        if element == .svg || element == .math { tokenizer.isForeign = isInForeign }
    }

    mutating func pop() {
        remove(atDepth: stack.count - 1)
    }

    mutating func pop(to depth: Int) {
        while stack.count > depth { pop() }
    }

    // MARK: Nodes

    mutating func insert(_ tag: HTMLTag) -> Int {
        let start = tree.attributes.count
        var seen: UInt64 = 0
        for raw in tokenizer.attributes {
            guard let attribute = HTMLAttribute(name: tokenizer.bytes[raw.name]) else { continue }
            let bit = UInt64(1) << attribute.rawValue
            // The first of a duplicate counts.
            guard seen & bit == 0 else { continue }
            seen |= bit
            let lower = tree.text.count
            let value = tokenizer.bytes[raw.value ?? 0..<0]
            CharacterReference.decode(value.withoutNUL, inAttribute: true, into: &tree.text)
            tree.attributes.append(HTMLTree.Attribute(name: attribute, value: lower..<tree.text.count))
        }
        tree.nodes.append(
            HTMLTree.Node(
                element: tag.element, name: tag.element == .unknown ? name(of: tag) : 0, lower: Int32(start),
                upper: Int32(tree.attributes.count), offset: Int32(tag.offset)))
        tree.append(tree.nodes.count - 1, to: currentNode)
        return tree.nodes.count - 1
    }

    mutating func name(of tag: HTMLTag) -> Int32 {
        let name = String(decoding: tokenizer.bytes[tag.name].prefix(64).map(\.lowercasedASCII), as: UTF8.self)
        if let number = unknownNames[name] { return number }
        let number = Int32(unknownNames.count + 1)
        unknownNames[name] = number
        return number
    }
}

extension ArraySlice<UInt8> {
    /// U+0000 stands for U+FFFD in attributes (section 13.2.5.36).
    fileprivate var withoutNUL: ArraySlice<UInt8> {
        contains(0) ? flatMap { $0 == 0 ? UTF8.encodedReplacementCharacter.map { $0 } : [$0] }[...] : self
    }
}
