import Terminal

extension Key {
    /// As help and hints call it.
    var label: String {
        switch self {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .control(let character): "Ctrl-" + String(character).uppercased()
        case .alt(let character): "Alt-" + String(character).uppercased()
        case .function(let number): "F\(number)"
        case .paste: "Paste"
        default: Self.named.first { $0.key == self }?.label ?? ""
        }
    }

    /// Reads a label, in any case; `nil` when it is none.
    package init?(name: String) {
        let lower = name.lowercased()
        if let key = Self.named.first(where: { $0.label.lowercased() == lower })?.key {
            self = key
        } else if lower == "space" {
            self = .character(" ")
        } else if lower.hasPrefix("ctrl-"), lower.count == 6, let last = lower.last {
            self = .control(last)
        } else if lower.hasPrefix("alt-"), lower.count == 5, let last = lower.last {
            self = .alt(last)
        } else if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...12).contains(number) {
            self = .function(number)
        } else if name.count == 1, let character = name.first {
            self = .character(character)
        } else {
            return nil
        }
    }

    private static let named: [(key: Key, label: String)] = [
        (.enter, "Enter"), (.tab, "Tab"), (.backTab, "Shift-Tab"), (.escape, "Esc"), (.backspace, "Backspace"),
        (.delete, "Del"), (.insert, "Ins"), (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"),
        (.home, "Home"), (.end, "End"), (.pageUp, "PgUp"), (.pageDown, "PgDn"),
    ]
}

extension Key: ExpressibleByExtendedGraphemeClusterLiteral {
    package init(extendedGraphemeClusterLiteral value: Character) {
        self = .character(value)
    }
}
