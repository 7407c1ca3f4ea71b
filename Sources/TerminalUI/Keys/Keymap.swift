import Terminal

/// Which key runs which action on which screen: the table's own keys, and over them what a key file says.
package struct Keymap: Sendable {
    private var byKey: [Context: [Key: Int]] = [:]
    /// Lines of the key file that mean nothing: number, why.
    package private(set) var complaints: [(line: Int, text: String)] = []

    package static let standard = Keymap(keyFile: "")

    /// - Parameter keyFile: Lines `[list] ctrl-x = export`; `#` begins a comment line.
    package init(keyFile: String) {
        for (index, action) in Action.all.enumerated() {
            for context in action.contexts {
                for key in action.keys { byKey[context, default: [:]][key] = index }
            }
        }
        var bound: [Context: Set<Key>] = [:]
        for (index, text) in keyFile.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = text.trimmed
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            guard let (context, key, name) = Self.read(line) else {
                complaints.append((index + 1, "not of the form [list] ctrl-x = export"))
                continue
            }
            guard let action = Action.all.firstIndex(where: { $0.name == name && $0.contexts.contains(context) }) else {
                complaints.append((index + 1, "there is no action \(name) in [\(context.rawValue)]"))
                continue
            }
            guard bound[context, default: []].insert(key).inserted else {
                complaints.append((index + 1, "\(key.label) is bound twice in [\(context.rawValue)]"))
                continue
            }
            byKey[context, default: [:]][key] = action
        }
    }

    func action(for key: Key, in context: Context) -> Action? { byKey[context]?[key].map { Action.all[$0] } }

    /// The table's own first, then those of the key file.
    func keys(of action: Action, in context: Context) -> [Key] {
        guard let index = Action.all.firstIndex(where: { $0.name == action.name }), let table = byKey[context] else {
            return []
        }
        let own = action.keys.filter { table[$0] == index }
        return own
            + table.filter { $0.value == index && !own.contains($0.key) }.map(\.key).sorted { $0.label < $1.label }
    }

    /// The actions of these names, then all others that have a hint.
    func hints(in context: Context, first names: [String]) -> [(key: String, text: String)] {
        let all = Action.all.filter { $0.contexts.contains(context) && $0.hint != nil }
        let ordered =
            names.compactMap { name in all.first { $0.name == name } } + all.filter { !names.contains($0.name) }
        return ordered.compactMap { action in
            action.hint.flatMap { hint in keys(of: action, in: context).first.map { ($0.label, hint) } }
        }
    }

    private static func read(_ line: String) -> (Context, Key, String)? {
        guard line.hasPrefix("["), let close = line.firstIndex(of: "]"), let sign = line[close...].firstIndex(of: "="),
            let context = Context(rawValue: String(line[line.index(after: line.startIndex)..<close]))
        else { return nil }
        // The key itself may be "=".
        let end = line[line.index(after: sign)...].trimmed.hasPrefix("=") ? line.index(after: sign) : sign
        guard let last = line[end...].lastIndex(of: "="),
            let key = Key(name: line[line.index(after: close)..<last].trimmed)
        else { return nil }
        return (context, key, line[line.index(after: last)...].trimmed)
    }
}
