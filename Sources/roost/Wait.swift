import ArgumentParser
import MailCore
import MessageCatalog
import MessageStore
import RoostKit

struct Wait: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Waits until a message matches, and prints it.",
        discussion: """
            What is stored already counts, unless --after says from where. Exit 1 when the time is over.

              roost wait to:ann subject:welcome --link
              n=$(roost now); run-the-app; roost wait --after $n --count 3 subject:digest
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var query: QueryArgument
    @OptionGroup var after: AfterOption
    @Option(help: ArgumentHelp("At least that many (1).", valueName: "n")) var count: Int?
    @Option(help: ArgumentHelp("That many and no more.", valueName: "n")) var exactly: Int?
    @Option(help: ArgumentHelp("With --exactly: for how long (2s).", valueName: "duration")) var settle: String?
    @Option(help: ArgumentHelp("How long to wait (30s).", valueName: "duration")) var timeout: String?
    @Flag(help: "A JSON object a line.") var json = false
    @OptionGroup var extracting: Extracting

    func run() throws {
        guard count == nil || exactly == nil, (count ?? 1) > 0, (exactly ?? 0) >= 0 else {
            throw Failure(.usage, "--count N (from 1) and --exactly N exclude each other: give one")
        }
        let expectation: Expectation = exactly.map { .exactly($0) } ?? .atLeast(count ?? 1)
        let (settle, timeout) = (try duration("--settle", settle, 2_000), try duration("--timeout", timeout, 30_000))
        let extraction = try extracting.extraction()
        let selection = try Selection(query.words, scope: Environment.current["ROOST_SCOPE"], after: after.after)
        let directory = try store.directory()
        let control = ListenerControl(store: directory)
        let before = control.status()
        let started = SystemClock.now()
        var wait = try MessageWait(
            store: directory, selection: selection, tagRules: TagRule.all(Environment.current))
        guard try wait.run(until: expectation, settle: settle, timeout: timeout) == .met else {
            let explanation = Explanation(
                expectation, matching: wait.matches.count, query: query.text, selection: selection, state: wait.state)
            let activity = Explanation.activity(
                from: before, to: control.status(), in: wait.store, since: started)
            let evicted = wait.evicted > 0 ? ["\(wait.evicted) messages evicted"] : []
            let lines = explanation.lines + activity + evicted
            throw Failure(.noMatch, lines: lines)
        }
        try print(wait, extraction)
    }

    private func print(_ wait: MessageWait, _ extraction: Extraction?) throws {
        for id in wait.matches {
            guard let document = try wait.state.document(of: id) else { continue }
            if let extraction {
                guard try extracting.print(extraction, of: document, asJSON: json) else {
                    throw Failure(.noMatch, "message \(id) matches but has none of what was asked for")
                }
                if !extracting.all { return }
            } else {
                StandardOutput.line(
                    json
                        ? MessageObject(document, withRaw: false).line
                        : MessageLine.text(document.summary, coloured: store.color.isOn))
            }
        }
    }

    private func duration(_ option: String, _ text: String?, _ standard: Int64) throws(Failure) -> Int64 {
        guard let text else { return standard }
        guard let milliseconds = Quantity.milliseconds(text) else {
            throw Failure(.usage, "\(option) \(text): no duration; give one as in 500ms, 10s or 5m")
        }
        return milliseconds
    }
}
