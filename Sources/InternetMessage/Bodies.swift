/// Which entities of a message are its text, its HTML and its attachments: the table of the inspect contract.
struct Bodies {
    /// In order.
    private(set) var text: [Int] = []
    private(set) var html: [Int] = []
    private(set) var attachments: [Int] = []

    private let entities: [Entity]
    private var bodies: Set<Int> = []

    private struct Yield {
        var text: [Int] = []
        var html: [Int] = []
    }

    /// A part counts as named when it has a file name, by `isNamed`.
    init(of entities: [Entity], isNamed: (Int) -> Bool) {
        self.entities = entities
        let children = Self.children(of: entities)
        // Depth first means that all children stand behind their parent: from the end, they are done before it.
        var yields = [Yield](repeating: Yield(), count: entities.count)
        for index in entities.indices.reversed() {
            switch entities[index].kind {
            case .leaf: yields[index] = yieldOfLeaf(index, children, isNamed)
            case .multipart: yields[index] = yieldOfMultipart(index, children[index], &yields)
            case .message: break
            }
        }
        guard let root = yields.first else { return }
        (text, html) = (root.text, root.html)
        bodies = Set(text + html)
        attachments = attachments(besides: bodies)
    }

    func contains(_ entity: Int) -> Bool { bodies.contains(entity) }

    private static func children(of entities: [Entity]) -> [[Int]] {
        var children = [[Int]](repeating: [], count: entities.count)
        for (index, entity) in entities.enumerated() {
            if let parent = entity.parent { children[parent].append(index) }
        }
        return children
    }

    private func yieldOfLeaf(_ index: Int, _ children: [[Int]], _ isNamed: (Int) -> Bool) -> Yield {
        let entity = entities[index]
        guard entity.disposition != "attachment" else { return Yield() }
        if let parent = entity.parent, isNamed(index) {
            let isAlternative = entities[parent].contentType.mediaType == "multipart/alternative"
            guard isAlternative || children[parent].first == index else { return Yield() }
        }
        switch entity.contentType.mediaType {
        case "text/html": return Yield(html: [index])
        case "text/plain": return Yield(text: [index])
        default:
            let isOnlyText = entity.parent == nil && entity.contentType.type == "text"
            return isOnlyText || entity.contentType.isMultipart ? Yield(text: [index]) : Yield()
        }
    }

    private func yieldOfMultipart(_ index: Int, _ children: [Int], _ yields: inout [Yield]) -> Yield {
        switch entities[index].contentType.subtype {
        case "alternative":
            let text = children.first { !yields[$0].text.isEmpty }.map { yields[$0].text } ?? []
            let html = children.last { !yields[$0].html.isEmpty }.map { yields[$0].html } ?? []
            return Yield(text: text, html: html)
        case "related":
            let start = entities[index].contentType.parameters.value("start")
                .flatMap { MessageIdentifier.text(of: $0.bytes) }
            let root = children.first { start != nil && entities[$0].contentID == start } ?? children.first
            return root.map { yields[$0] } ?? Yield()
        case "signed":
            return children.first.map { yields[$0] } ?? Yield()
        case "encrypted":
            return Yield()
        default:
            var all = Yield()
            for child in children {
                all.text += yields[child].text
                all.html += yields[child].html
                yields[child] = Yield()
            }
            return all
        }
    }

    /// Every leaf and embedded message that is neither a body nor inline, those of embedded messages left out.
    private func attachments(besides bodies: Set<Int>) -> [Int] {
        var attachments: [Int] = []
        var isEnclosed = [Bool](repeating: false, count: entities.count)
        var isRelated = isEnclosed
        for (index, entity) in entities.enumerated() {
            if let parent = entity.parent {
                isEnclosed[index] = isEnclosed[parent] || entities[parent].kind == .message
                isRelated[index] = isRelated[parent] || entities[parent].contentType.mediaType == "multipart/related"
            }
            let isInline = isRelated[index] && entity.contentID != nil && entity.disposition != "attachment"
            if entity.kind != .multipart, !isEnclosed[index], !isInline, !bodies.contains(index) {
                attachments.append(index)
            }
        }
        return attachments
    }
}
