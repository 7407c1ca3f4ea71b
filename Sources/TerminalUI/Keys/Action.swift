import Terminal

/// Something a key does. All there are stand in one table, from which help and hints are made.
struct Action: Sendable {
    /// Unique.
    let name: String
    let keys: [Key]
    let contexts: Set<Context>
    /// For the hint row, beside the first key; `nil` for what is left to help.
    let hint: String?
    let help: String
    let run: @Sendable (inout Model, Key) -> [Effect]

    /// An action for which it matters which of its keys was pressed.
    init(
        _ name: String, _ keys: [Key], in contexts: Set<Context>, hint: String? = nil, _ help: String,
        byKey run: @escaping @Sendable (inout Model, Key) -> [Effect]
    ) {
        (self.name, self.keys, self.contexts, self.hint, self.help) = (name, keys, contexts, hint, help)
        self.run = run
    }

    /// An action that needs something done.
    init(
        _ name: String, _ keys: [Key], in contexts: Set<Context>, hint: String? = nil, _ help: String,
        _ run: @escaping @Sendable (inout Model) -> [Effect]
    ) {
        self.init(name, keys, in: contexts, hint: hint, help, byKey: { model, _ in run(&model) })
    }

    /// An action that changes the screen only.
    init(
        _ name: String, _ keys: [Key], in contexts: Set<Context>, hint: String? = nil, _ help: String,
        _ change: @escaping @Sendable (inout Model) -> Void
    ) {
        self.init(
            name, keys, in: contexts, hint: hint, help,
            byKey: { model, _ in
                change(&model)
                return []
            })
    }

    static func action(for key: Key, in context: Context) -> Action? {
        byKey[context]?[key].map { all[$0] }
    }

    static func hints(in context: Context) -> [(key: String, text: String)] {
        all.filter { $0.contexts.contains(context) }.compactMap { action in
            action.hint.flatMap { hint in action.keys.first.map { ($0.label, hint) } }
        }
    }

    private static let byKey: [Context: [Key: Int]] = {
        var table: [Context: [Key: Int]] = [:]
        for (index, action) in all.enumerated() {
            for context in action.contexts {
                for key in action.keys { table[context, default: [:]][key] = index }
            }
        }
        return table
    }()
}
