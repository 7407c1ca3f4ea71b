import ArgumentParser
import MailCore
import MessageCatalog
import RoostKit

struct Assert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks now that messages match; exit 1 when not.",
        discussion: """
            Without an option: at least one.

              roost assert --count 2 to:ann subject:welcome
              roost assert --none is:bad
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var query: QueryArgument
    @OptionGroup var after: AfterOption
    @Option(help: ArgumentHelp("Exactly that many.", valueName: "n")) var count: Int?
    @Option(help: ArgumentHelp("That many or more.", valueName: "n")) var atLeast: Int?
    @Flag(help: "None.") var none = false
    @Flag(help: "And none of them has an error that would matter in production; see: roost show --report.")
    var strict = false

    func run() throws {
        let expectations: [Expectation] =
            (count.map { [.exactly($0)] } ?? []) + (atLeast.map { [.atLeast($0)] } ?? []) + (none ? [.exactly(0)] : [])
        guard expectations.count <= 1, (count ?? 0) >= 0, (atLeast ?? 0) >= 0 else {
            throw Failure(.usage, "--count N, --at-least N and --none exclude each other; N counts from 0")
        }
        let expectation = expectations.first ?? .atLeast(1)
        let session = try store.open()
        let matches = try session.summaries(query.words, after: after.after)
        guard !expectation.isMet(by: matches.count) else {
            if strict { try checkStrictly(matches.map(\.id), session) }
            return
        }
        let selection = try Selection(query.words, scope: Environment.current["ROOST_SCOPE"], after: after.after)
        let explanation = Explanation(
            expectation, matching: matches.count, query: query.text, selection: selection, state: session.state)
        let status = try ListenerControl(store: store.directory()).status()
        let activity = Explanation.activity(from: nil, to: status, in: session.store, since: Self.recently)
        throw Failure(.noMatch, lines: explanation.lines + activity)
    }

    /// Sessions that failed since then are told of.
    private static var recently: Timestamp {
        Timestamp(microseconds: SystemClock.now().microseconds - 600 * 1_000_000)
    }

    private func checkStrictly(_ ids: [MessageID], _ session: StoreSession) throws {
        let lines = try ids.flatMap { try Explanation.errors(of: session.open($0)) }
        guard !lines.isEmpty else { return }
        throw Failure(.noMatch, lines: ["--strict: there are errors in what matches"] + lines)
    }
}
