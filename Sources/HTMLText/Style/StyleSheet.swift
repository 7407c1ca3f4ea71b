import MailCore

/// The rules of a document's style sheets, found by what their selectors end in.
struct StyleSheet {
    struct Rule {
        var selector: CSSSelector
        var normal: [CSSDeclaration]
        var important: [CSSDeclaration]
    }

    private(set) var rules: [Rule] = []
    private var byID: [[UInt8]: [Int]] = [:]
    private var byClass: [[UInt8]: [Int]] = [:]
    private var byElement: [HTMLElement: [Int]] = [:]
    private var others: [Int] = []
    /// What may still be compared: rules times elements would be quadratic.
    private var comparisons = Limits.styleComparisons

    /// Of all `style` elements, wherever they stand.
    init(of tree: HTMLTree) {
        for node in tree.nodes where node.element == .style && node.firstChild != HTMLTree.Node.none {
            var parser = CSSRuleParser(tree.text[tree.nodes[Int(node.firstChild)].range])
            while let (selectors, block) = parser.next(), rules.count < Limits.styleRules { add(selectors, block) }
        }
    }

    private mutating func add(_ selectors: ArraySlice<UInt8>, _ block: ArraySlice<UInt8>) {
        let declarations = CSSDeclarationParser(block)
        guard !declarations.normal.isEmpty || !declarations.important.isEmpty else { return }
        for text in selectors.split(separator: 0x2C) where rules.count < Limits.styleRules {
            guard let selector = CSSSelector(text), let last = selector.compounds.last else { continue }
            let number = rules.count
            rules.append(Rule(selector: selector, normal: declarations.normal, important: declarations.important))
            if let id = last.id {
                byID[id, default: []].append(number)
            } else if let name = last.classes.first {
                byClass[name, default: []].append(number)
            } else if let element = last.element {
                byElement[element, default: []].append(number)
            } else {
                others.append(number)
            }
        }
    }

    /// The rules for an element, the strongest last.
    mutating func rules(for node: Int, in tree: HTMLTree) -> [Rule] {
        guard !rules.isEmpty, comparisons > 0, let element = tree.nodes[node].element else { return [] }
        var candidates = others
        if let id = tree.value(of: .id, in: node), let found = byID[Array(id)] { candidates += found }
        if !byClass.isEmpty, let names = tree.value(of: .class, in: node) {
            for name in names.split(whereSeparator: \.isHTMLSpace) { candidates += byClass[Array(name)] ?? [] }
        }
        candidates += byElement[element] ?? []
        guard !candidates.isEmpty else { return [] }
        comparisons -= candidates.count
        let matched = Set(candidates).filter { matches(rules[$0].selector, node, in: tree) }
        return matched.sorted { (rules[$0].selector.specificity, $0) < (rules[$1].selector.specificity, $1) }
            .map { rules[$0] }
    }

    /// Backtracking over ancestors is bounded by the count of comparisons.
    private mutating func matches(_ selector: CSSSelector, _ node: Int, in tree: HTMLTree) -> Bool {
        var place = selector.compounds.count - 1
        guard selector.compounds[place].matches(node, in: tree) else { return false }
        var node = node
        while place > 0 {
            let isChild = selector.compounds[place].isChild
            place -= 1
            repeat {
                node = Int(tree.nodes[node].parent)
                comparisons -= 1
                if node <= HTMLTree.root { return false }
                if selector.compounds[place].matches(node, in: tree) { break }
                if isChild { return false }
            } while true
        }
        return true
    }
}

extension CSSSelector.Compound {
    func matches(_ node: Int, in tree: HTMLTree) -> Bool {
        if let element, tree.nodes[node].element != element { return false }
        if let id, tree.value(of: .id, in: node)?.elementsEqual(id) != true { return false }
        if !classes.isEmpty {
            guard let names = tree.value(of: .class, in: node)?.split(whereSeparator: \.isHTMLSpace) else {
                return false
            }
            for name in classes where !names.contains(where: { $0.elementsEqual(name) }) { return false }
        }
        return attributes.allSatisfy { test in tree.value(of: test.name, in: node).map { test.matches($0) } ?? false }
    }
}

extension CSSSelector.AttributeTest {
    /// `[name]`, `[name="value"]`, `[name*=value]`: the text from `[` up to the `]`.
    init?(_ text: ArraySlice<UInt8>) {
        let name = text.dropFirst().trimmed.prefix(while: \.isNameByte)
        guard let attribute = HTMLAttribute(name: name) else { return nil }
        self.name = attribute
        var rest = text[name.endIndex...].trimmed
        guard let first = rest.first else { return }
        guard let operation = Operation(rawValue: first) else { return nil }
        self.operation = operation
        if operation != .equals {
            rest = rest.dropFirst()
            guard rest.first == 0x3D else { return nil }
        }
        rest = rest.dropFirst().trimmed
        if let quote = rest.first, quote == 0x22 || quote == 0x27 { rest = rest.dropFirst().prefix { $0 != quote } }
        value = Array(rest)
    }

    func matches(_ text: ArraySlice<UInt8>) -> Bool {
        switch operation {
        case .exists: true
        case .equals: text.elementsEqual(value)
        case .word: text.split(whereSeparator: \.isHTMLSpace).contains { $0.elementsEqual(value) }
        case .prefix: !value.isEmpty && text.starts(with: value)
        case .suffix: !value.isEmpty && text.suffix(value.count).elementsEqual(value)
        case .substring: !value.isEmpty && text.firstRange(of: value) != nil
        case .language: text.elementsEqual(value) || text.starts(with: value + [0x2D])
        }
    }
}
