/// What `:set` changes. All there are stand in one table.
struct Option: Sendable {
    let name: String
    /// What it takes, in words.
    let value: String
    /// `nil` for a value that means nothing.
    let set: @Sendable (inout Model, String) -> [Effect]?

    static let all: [Option] = [
        number("read-delay", "milliseconds, 0 for never", { $0 <= 600_000 }) { $0.preferences.readDelay = Int64($1) },
        number("measure", "a number of columns, 0 for all", { $0 == 0 || (20...1_000).contains($0) }) {
            $0.preferences.page.measure = $1
        },
        flag("list") { $0.preferences.page.marksTabs = $1 },
        flag("hints") { $0.preferences.showsHints = $1 },
        flag("browser-remote") { $0.loadsRemoteContent = $1 },
        Option(name: "ambiguous", value: "1 or 2 cells") { model, text in
            guard let width = Int(text), (1...2).contains(width) else { return nil }
            model.preferences.page.ambiguousWidth = width
            return [.treatAmbiguous(asWide: width == 2)]
        },
    ]

    private static func number(
        _ name: String, _ value: String, _ isValid: @escaping @Sendable (Int) -> Bool,
        _ set: @escaping @Sendable (inout Model, Int) -> Void
    ) -> Option {
        Option(name: name, value: value) { model, text in
            guard let number = Int(text), number >= 0, isValid(number) else { return nil }
            set(&model, number)
            return []
        }
    }

    /// `NAME` alone is `NAME=on`.
    private static func flag(_ name: String, _ set: @escaping @Sendable (inout Model, Bool) -> Void) -> Option {
        Option(name: name, value: "on or off") { model, text in
            guard ["", "on", "off"].contains(text) else { return nil }
            set(&model, text != "off")
            return []
        }
    }
}

extension Model {
    /// - Parameter text: `NAME=VALUE`.
    mutating func set(_ text: String) -> [Effect] {
        let parts = text.split(separator: "=", maxSplits: 1).map { $0.trimmed }
        guard let option = Option.all.first(where: { $0.name == parts.first }) else {
            let names = Option.all.map(\.name).joined(separator: ", ")
            show(.error, "set: unknown option \(parts.first ?? ""); there are \(names)")
            return []
        }
        guard let effects = option.set(&self, parts.count > 1 ? parts[1] : "") else {
            show(.error, "set: \(option.name) wants \(option.value)")
            return []
        }
        layOut()
        return effects
    }
}
