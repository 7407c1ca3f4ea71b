import MailCore

/// A parsed document: nodes in one flat array, whose first is the root, and the texts they stand for in another.
struct HTMLTree {
    struct Node {
        /// `nil` for a text.
        var element: HTMLElement?
        /// What tells unknown elements apart; 0 for all others.
        var name: Int32 = 0
        var parent: Int32 = none
        var firstChild: Int32 = none
        var lastChild: Int32 = none
        var previous: Int32 = none
        var next: Int32 = none
        /// Of a text: its bytes in `text`. Of an element: its attributes in `attributes`.
        var lower: Int32
        var upper: Int32
        /// Where it begins in the HTML, in octets.
        var offset: Int32
        /// Formatting elements that a block has cut in two or more.
        var isDivided = false

        static let none: Int32 = -1

        var range: Range<Int> { Int(lower)..<Int(upper) }
    }

    struct Attribute {
        var name: HTMLAttribute
        /// In `text`, references decoded.
        var value: Range<Int>
    }

    var nodes: [Node] = [Node(element: .unknown, lower: 0, upper: 0, offset: 0)]
    var text: [UInt8] = []
    var attributes: [Attribute] = []

    static let root = 0

    func value(of name: HTMLAttribute, in node: Int) -> ArraySlice<UInt8>? {
        attributes[nodes[node].range].first { $0.name == name }.map { text[$0.value] }
    }

    func string(of name: HTMLAttribute, in node: Int) -> String? {
        value(of: name, in: node).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A number at the start of a value: `12`, `12px`; `nil` for a percentage.
    func number(of name: HTMLAttribute, in node: Int) -> Int? {
        guard let value = value(of: name, in: node)?.drop(while: \.isHTMLSpace) else { return nil }
        let isNegative = value.first == 0x2D
        let digits = value.dropFirst(isNegative ? 1 : 0).prefix(9).prefix(while: \.isDigit)
        guard !digits.isEmpty, value[digits.endIndex...].first != 0x25 else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return isNegative ? -number : number
    }

    mutating func append(_ child: Int, to parent: Int) {
        let last = nodes[parent].lastChild
        nodes[child].parent = Int32(parent)
        nodes[child].previous = last
        nodes[child].next = Node.none
        if last == Node.none { nodes[parent].firstChild = Int32(child) } else { nodes[Int(last)].next = Int32(child) }
        nodes[parent].lastChild = Int32(child)
    }

    mutating func detach(_ child: Int) {
        let node = nodes[child]
        guard node.parent != Node.none else { return }
        if node.previous == Node.none {
            nodes[Int(node.parent)].firstChild = node.next
        } else {
            nodes[Int(node.previous)].next = node.next
        }
        if node.next == Node.none {
            nodes[Int(node.parent)].lastChild = node.previous
        } else {
            nodes[Int(node.next)].previous = node.previous
        }
        nodes[child].parent = Node.none
    }

    mutating func moveChildren(of old: Int, to new: Int) {
        while nodes[old].firstChild != Node.none {
            let child = Int(nodes[old].firstChild)
            detach(child)
            append(child, to: new)
        }
    }
}
