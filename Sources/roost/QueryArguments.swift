import ArgumentParser
import RoostKit

/// QUERY: the remaining words, a leading `-word` among them.
struct QueryArgument: ParsableArguments {
    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            "QUERY: words and terms such as from:ann subject:/code/ -has:attachment; see roost(1).",
            valueName: "query"))
    var words: [String] = []

    mutating func validate() throws {
        words.removeAll { $0 == "--" }
        guard let option = words.first(where: { $0.hasPrefix("--") }) else { return }
        throw ValidationError("unknown option \(option)")
    }

    var text: String { words.joined(separator: " ") }
}

struct AfterOption: ParsableArguments {
    @Option(help: ArgumentHelp("Only what came after that message, or since that time.", valueName: "id|time"))
    var after: String?
}
