import ArgumentParser
import MailCore
import MessageCatalog
import MessageStore
import RoostKit

struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists messages.",
        discussion: """
            On a terminal the last 20, newest at the bottom; else all, newest first.

              roost list from:billing has:attachment
              roost list --json newer:10m | jq -r .subject
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var query: QueryArgument
    @OptionGroup var after: AfterOption
    @Flag(help: "A JSON object a line.") var json = false
    @Flag(help: "With --json: the exact bytes too, as base64.") var raw = false
    @Flag(help: "Ids only.") var ids = false
    @Flag(help: "Oldest first.") var oldestFirst = false
    @Option(help: ArgumentHelp("At most that many, the newest; 0: all.", valueName: "n")) var limit: Int?

    func run() throws {
        if let limit, limit < 0 { throw Failure(.usage, "--limit \(limit): give a number from 0") }
        let session = try store.open()
        let isForPeople = StandardOutput.isTerminal && !json
        let count = limit ?? (isForPeople ? 20 : 0)
        var rows = try session.summaries(query.words, after: after.after, limit: count > 0 ? count : .max)
        if !oldestFirst && !isForPeople { rows.reverse() }
        let colours = store.color.isOn
        guard json || raw else {
            return StandardOutput.lines(rows.map { ids ? $0.id.description : MessageLine.text($0, coloured: colours) })
        }
        for row in rows {
            StandardOutput.line(MessageObject(try session.open(row.id), withRaw: raw).line)
        }
    }
}
