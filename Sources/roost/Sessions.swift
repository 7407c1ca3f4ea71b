import ArgumentParser
import RoostKit

struct Sessions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists SMTP sessions: who, what happened, why no mail came, and what to do.",
        discussion: """
            On a terminal the last 20, newest at the bottom; else all, newest first.

              roost sessions --bad
              roost sessions --bad --follow
              roost sessions 'process:php newer:10m'
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var query: QueryArgument
    @Flag(help: "Only those that did not end in a stored message.") var bad = false
    @Flag(help: "Then each that fails, until interrupted.") var follow = false
    @Flag(help: "A JSON object a line.") var json = false

    func run() throws {
        let command = try SessionsCommand(
            store: store.directory(), words: query.words, scope: Environment.current["ROOST_SCOPE"], isBadOnly: bad)
        let isForPeople = StandardOutput.isTerminal && !json
        var entries = try command.entries()
        if isForPeople { entries = entries.suffix(20) }
        if !isForPeople, !follow { entries.reverse() }
        for entry in entries { show(entry) }
        if follow { try command.follow(show) }
    }

    private func show(_ entry: SessionEntry) {
        StandardOutput.line(json ? SessionObject(entry).line : SessionLine.text(entry))
    }
}
