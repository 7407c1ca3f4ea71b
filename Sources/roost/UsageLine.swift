import ArgumentParser

/// What is wrong with the words of a command line, in one line.
enum UsageLine {
    /// - Parameters:
    ///   - message: What the parser says.
    ///   - words: All behind the program's name.
    static func text(_ message: String, _ words: [String]) -> String {
        var message = message.prefix(1).lowercased() + message.dropFirst()
        if message.hasSuffix(".") { message.removeLast() }
        let commands = Roost.configuration.subcommands.map { $0._commandName }
        guard let first = words.first else { return "\(message); see: roost --help" }
        if commands.contains(first) { return "\(message); see: roost \(first) --help" }
        guard first.hasPrefix("-") else { return "there is no command \(first); see: roost --help" }
        guard let command = words.first(where: commands.contains), message.contains("'\(command)'") else {
            return "\(message); see: roost --help"
        }
        return "a command stands before its options: roost \(command) \(first) …"
    }
}
