import MailCore
import MessageCatalog
import MessageStore
package import SystemPackage

/// `roost run`: a private listener with a store of its own for as long as a command runs.
package struct RunCommand: Sendable {
    private let command: [String]
    private let environment: [String: String]

    /// 0 for a free one.
    package var port = 0
    /// `NAME=TEMPLATE` of the environment.
    package var additions: [String] = []
    /// A QUERY that a message must match; with `count`, that many exactly.
    package var assertion: String?
    package var count: Int?
    /// Where the messages are left.
    package var keep: FilePath?
    /// The same, only when something failed.
    package var keepOnFailure: FilePath?

    /// - Parameter command: At least its name.
    package init(_ command: [String], environment: [String: String]) {
        self.command = command
        self.environment = environment
    }

    /// - Returns: the exit code: the command's own, 1 when it was 0 and what was expected did not come.
    package func run() async throws(Failure) -> Int32 {
        let expectation = try expected()
        // What cannot be kept is told before a long command has run, not after.
        if let keep { try ExportFile.makeFolder(keep) }
        let place = try TemporaryStore(environment: environment)
        defer { place.remove() }
        let listener = try await ListenerProcess.start(
            configuration(place.directory), environment: environment)
        let ended: Result<Int32, Failure>
        do throws(Failure) {
            ended = .success(try await runCommand(listener))
        } catch {
            ended = .failure(error)
        }
        await listener.end()
        let code = try ended.get()
        let session = try StoreSession(
            place.directory, scope: environment["ROOST_SCOPE"], tagRules: TagRule.all(environment))
        let unmet = if let expectation { try explain(expectation, session) } else { [String]() }
        let isMute = session.state.snapshot.messages.isEmpty && ![126, 127].contains(code) && count != 0
        var lines = unmet + (isMute ? ["no mail came"] : [])
        if !lines.isEmpty {
            lines += Explanation.activity(
                from: nil, to: listener.status, in: session.store, since: Timestamp(microseconds: 0))
            if isMute, listener.status.connections == 0 {
                lines += FrameworkHint.all(for: .workingDirectory).map { "  \($0.framework): \($0.advice)" }
            }
            StandardOutput.diagnose(lines: lines)
        }
        if let keep { try leave(session, in: keep) }
        if let keepOnFailure, code != 0 || !unmet.isEmpty { try leave(session, in: keepOnFailure) }
        return code != 0 ? code : unmet.isEmpty ? 0 : Failure.Code.noMatch.rawValue
    }

    private func expected() throws(Failure) -> (expectation: Expectation, selection: Selection)? {
        guard assertion != nil || count != nil else { return nil }
        let words = assertion.map { [$0] } ?? []
        return (
            count.map { .exactly($0) } ?? .atLeast(1), try Selection(words, scope: environment["ROOST_SCOPE"])
        )
    }

    /// The listener's other options hold here too; where it listens does not.
    private func configuration(_ store: FilePath) throws(Failure) -> ListenerConfiguration {
        let flags = [
            "listen": ["127.0.0.1:\(port)"], "submission": ["off"], "smtps": ["off"], "sync": ["never"],
        ]
        return try ListenerSettings(store: store, flags: flags, environment: environment).configuration
    }

    private func runCommand(_ listener: ListenerProcess) async throws(Failure) -> Int32 {
        guard let endpoint = listener.status.listeners.first else {
            throw Failure(.unusable, "the listener has no port")
        }
        let variables = try RunEnvironment.variables(
            of: endpoint, store: listener.store.directory, additions: additions)
        return try await CommandChild().run(command, environment: environment.merging(variables) { $1 })
    }

    /// What to say when it was not met; nothing when it was.
    private func explain(
        _ expected: (expectation: Expectation, selection: Selection), _ session: StoreSession
    ) throws(Failure) -> [String] {
        let count = expected.selection.summaries(in: session.state).count
        guard !expected.expectation.isMet(by: count) else { return [] }
        return Explanation(
            expected.expectation, matching: count, query: assertion ?? "", selection: expected.selection,
            state: session.state
        ).lines
    }

    /// The `.eml` files, and the list of them.
    private func leave(_ session: StoreSession, in folder: FilePath) throws(Failure) {
        let files = try EMLFolder(folder, force: true)
        var list = try MessageFile.list(folder.appending("roost.ndjson"), force: true)
        for summary in session.state.snapshot.messages {
            let document = try session.open(summary.id)
            _ = try files.write(document)
            _ = try list.write(document)
        }
        try list.finish()
    }
}
