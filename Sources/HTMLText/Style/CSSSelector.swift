import MailCore

/// A selector of types, classes, ids and attributes, joined by descendant and child combinators.
struct CSSSelector {
    struct Compound {
        var element: HTMLElement?
        var id: [UInt8]?
        var classes: [[UInt8]] = []
        var attributes: [AttributeTest] = []
        /// Whether the compound before it matches the parent, not any ancestor.
        var isChild = false
    }

    struct AttributeTest {
        enum Operation: UInt8 {
            case exists = 0, equals = 0x3D, word = 0x7E, prefix = 0x5E, suffix = 0x24, substring = 0x2A, language = 0x7C
        }

        var name: HTMLAttribute
        var operation = Operation.exists
        var value: [UInt8] = []
    }

    /// The last is the one that names the element itself.
    private(set) var compounds: [Compound] = []

    /// Ids, then classes and attributes, then types (Selectors Level 3, section 9).
    var specificity: Int {
        compounds.reduce(0) { sum, compound in
            sum + (compound.id == nil ? 0 : 1_000_000) + (compound.classes.count + compound.attributes.count) * 1_000
                + (compound.element == nil ? 0 : 1)
        }
    }

    /// `nil` for a selector with anything else in it: such a rule applies to nothing.
    init?(_ text: ArraySlice<UInt8>) {
        var rest = text.trimmed
        var isChild = false
        while !rest.isEmpty {
            guard var compound = Compound(&rest) else { return nil }
            compound.isChild = isChild
            compounds.append(compound)
            let gap = rest.prefix(while: \.isHTMLSpace)
            rest = rest[gap.endIndex...]
            isChild = rest.first == 0x3E
            if isChild {
                rest = rest.dropFirst().trimmed
                if rest.isEmpty { return nil }
            } else if gap.isEmpty, !rest.isEmpty {
                return nil
            }
        }
        guard !compounds.isEmpty else { return nil }
    }
}

extension CSSSelector.Compound {
    fileprivate init?(_ rest: inout ArraySlice<UInt8>) {
        let start = rest.startIndex
        while let first = rest.first {
            switch first {
            case 0x2A: rest = rest.dropFirst()
            case 0x2E:
                rest = rest.dropFirst()
                classes.append(Array(Self.name(&rest)))
                if classes.last?.isEmpty ?? true { return nil }
            case 0x23:
                rest = rest.dropFirst()
                id = Array(Self.name(&rest))
            case 0x5B:
                guard let end = rest.firstIndex(of: 0x5D), let test = CSSSelector.AttributeTest(rest[..<end])
                else { return nil }
                attributes.append(test)
                rest = rest[(end + 1)...]
            case 0x3A:
                // Links are not visited yet.
                rest = rest.dropFirst()
                let name = Self.name(&rest)
                guard name.equalsIgnoringCase("link".utf8) else { return nil }
                attributes.append(CSSSelector.AttributeTest(name: .href))
            case _ where first.isNameByte:
                let element = HTMLElement(name: Self.name(&rest))
                guard element != .unknown else { return nil }
                self.element = element
            default:
                guard rest.startIndex > start, first.isHTMLSpace || first == 0x3E else { return nil }
                return
            }
        }
    }

    private static func name(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let name = rest.prefix(while: \.isNameByte)
        rest = rest[name.endIndex...]
        return name
    }
}
