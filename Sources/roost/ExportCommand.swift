import ArgumentParser
import MailCore
import MessageCatalog
import RoostKit
import Synchronization
import SystemPackage

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes messages to files, byte for byte as received.",
        discussion: """
            eml, maildir and attachments make a folder of files, the others one file. A file of the format roost is a \
            store with envelopes and dialogues: roost ui FILE shows it, roost import takes it.

              roost export from:billing --to mails
              roost export 40..50 --format mbox --to mails.mbox
              roost export latest --to - > mail.eml
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var query: QueryArgument
    @OptionGroup var after: AfterOption
    @OptionGroup var output: JSONOption
    @Option(help: ArgumentHelp("The folder or file; - writes one message to stdout.", valueName: "path"))
    var to: String
    @Option(help: ArgumentHelp("eml (default), mbox, maildir, json, attachments or roost.", valueName: "format"))
    var format = "eml"
    @Flag(help: "Overwrite files that are there.") var force = false
    @Flag(help: "Go on with what arrives, until interrupted.") var follow = false

    func run() throws {
        guard let format = ExportFormat(rawValue: format) else {
            let known = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.usage, "--format \(format): unknown; give one of \(known)")
        }
        guard to != "-" else { return try writeOne(format) }
        let path = FilePath(to)
        guard !follow else { return try followAll(format, path) }
        let session = try store.open()
        let rows = try session.summaries(query.words, after: after.after)
        guard !rows.isEmpty else { throw Failure(.noMatch, "export: no message matches") }
        var export = try format.export(to: path, force: force)
        for (index, row) in rows.enumerated() {
            do throws(Failure) {
                for path in try export.write(session.open(row.id)) { output.tell(["path": path.string], path.string) }
            } catch {
                throw Failure(error.code, "\(error) (\(index) of \(rows.count) messages written)")
            }
        }
        try export.finish()
    }

    private func writeOne(_ format: ExportFormat) throws {
        guard !follow else { throw Failure(.usage, "--to - takes one message; with --follow name a folder or a file") }
        let session = try store.open()
        let rows = try session.summaries(query.words, after: after.after)
        guard let row = rows.first else { throw Failure(.noMatch, "export: no message matches") }
        guard rows.count == 1 else {
            throw Failure(.usage, "--to - takes one message, not \(rows.count); name a folder or a file")
        }
        guard let octets = try format.octets(of: session.open(row.id)) else {
            throw Failure(.usage, "--to - cannot take the format \(format.rawValue); name a folder or a file")
        }
        StandardOutput.write(sent: octets)
    }

    private func followAll(_ format: ExportFormat, _ path: FilePath) throws {
        let tail = try TailCommand(
            store: store.directory(), words: query.words, after: after.after, environment: Environment.current)
        let export = Following(try format.export(to: path, force: force))
        try tail.run(history: .all, count: nil, interrupted: export.finish) { document throws(Failure) in
            for path in try export.write(document) { output.tell(["path": path.string], path.string) }
        }
    }
}

/// An export that another thread may end between two messages, never within one.
private final class Following: Sendable {
    private struct State: Sendable {
        var export: any MessageExport
        var isFinished = false
    }

    private let state: Mutex<State>

    init(_ export: any MessageExport) { state = Mutex(State(export: export)) }

    func write(_ document: MessageDocument) throws(Failure) -> [FilePath] {
        try state.withLock { state throws(Failure) in
            state.isFinished ? [] : try state.export.write(document)
        }
    }

    func finish() {
        do throws(Failure) {
            try state.withLock { state throws(Failure) in
                state.isFinished = true
                try state.export.finish()
            }
        } catch {
            StandardOutput.diagnose(error.description)
        }
    }
}
