import ArgumentParser
import MailCore
import MessageCatalog
import MessageStore
import RoostKit

struct Tail: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints each message that arrives, until interrupted.",
        discussion: """
              roost tail -n 5
              roost tail --json --count 1 subject:welcome
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var query: QueryArgument
    @OptionGroup var after: AfterOption
    @Option(name: .customShort("n"), help: ArgumentHelp("Show that many earlier ones first.", valueName: "n"))
    var history = 0
    @Option(help: ArgumentHelp("End after that many.", valueName: "n")) var count: Int?
    @Flag(help: "A JSON object a line.") var json = false

    func run() throws {
        guard history >= 0, (count ?? 1) > 0 else { throw Failure(.usage, "-n and --count: give positive numbers") }
        let json = json
        // What came between that point and now counts, unless so many are asked for.
        let isSinceThen = after.after != nil && history == 0
        try TailCommand(
            store: store.directory(), words: query.words, after: after.after, environment: Environment.current
        )
        .run(history: isSinceThen ? .all : .last(history), count: count) { document in
            StandardOutput.line(
                json
                    ? MessageObject(document, withRaw: false).line
                    : MessageLine.text(document.summary, coloured: store.color.isOn))
        }
    }
}
