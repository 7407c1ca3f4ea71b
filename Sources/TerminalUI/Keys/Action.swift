import Terminal

/// Something a key, a command or a script does. All there are stand in one table, from which help, hints, palette and
/// script names are made.
struct Action: Sendable {
    /// What it was started by.
    struct Input: Sendable {
        var key: Key?
        /// What stands behind the name of a command.
        var argument = ""
    }

    /// Unique.
    let name: String
    let keys: [Key]
    let contexts: Set<Context>
    /// For the hint row, beside the first key; `nil` for what is left to help.
    let hint: String?
    let help: String
    /// What is to be typed behind the name; `nil` for nothing.
    let argument: String?
    let run: @Sendable (inout Model, Input) -> [Effect]

    /// An action for which it matters what it was started by.
    init(
        _ name: String, _ keys: [Key], in contexts: Set<Context>, hint: String? = nil, argument: String? = nil,
        _ help: String, with run: @escaping @Sendable (inout Model, Input) -> [Effect]
    ) {
        (self.name, self.keys, self.contexts, self.hint, self.help) = (name, keys, contexts, hint, help)
        (self.argument, self.run) = (argument, run)
    }

    /// An action that needs something done.
    init(
        _ name: String, _ keys: [Key], in contexts: Set<Context>, hint: String? = nil, _ help: String,
        _ run: @escaping @Sendable (inout Model) -> [Effect]
    ) {
        self.init(name, keys, in: contexts, hint: hint, help, with: { model, _ in run(&model) })
    }

    /// An action that changes the screen only.
    init(
        _ name: String, _ keys: [Key], in contexts: Set<Context>, hint: String? = nil, _ help: String,
        _ change: @escaping @Sendable (inout Model) -> Void
    ) {
        self.init(
            name, keys, in: contexts, hint: hint, help,
            with: { model, _ in
                change(&model)
                return []
            })
    }

    /// Whether it makes sense to call it by name: not so for what moves a dialog.
    var isCommand: Bool { !contexts.isDisjoint(with: Context.screens) }

    static let all: [Action] = list + message + tabs + activity + compare + everywhere + commands + overlays
}
