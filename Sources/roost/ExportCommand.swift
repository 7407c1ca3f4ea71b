import ArgumentParser
import MailCore
import MessageCatalog
import MessageStore
import RoostKit
import SystemPackage

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes messages to files, byte for byte as received.")

    @OptionGroup var store: StoreOption
    @OptionGroup var query: QueryArgument
    @OptionGroup var after: AfterOption
    @Option(help: ArgumentHelp("The folder; - writes one message to stdout.", valueName: "path")) var to: String
    @Option(help: ArgumentHelp("eml: one file per message.", valueName: "format")) var format = "eml"
    @Flag(help: "Overwrite files that are there.") var force = false

    func run() throws {
        guard format == "eml" else { throw Failure(.usage, "--format \(format): unknown (known: eml)") }
        let session = try store.open()
        let rows = try session.summaries(query.words, after: after.after)
        guard !rows.isEmpty else { throw Failure(.noMatch, "export: no message matches") }
        guard to != "-" else {
            guard rows.count == 1 else {
                throw Failure(.usage, "--to - takes one message, not \(rows.count); name a folder")
            }
            return StandardOutput.write(try session.open(rows[0].id).source)
        }
        let documents = try rows.map { try session.open($0.id) }
        for path in try Export.emlFiles(documents, to: FilePath(to), force: force) { StandardOutput.line(path.string) }
    }
}
