import ArgumentParser
import MailCore
import RoostKit

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes messages from files into the store, byte for byte.",
        discussion: """
            PATH is a file that roost export wrote, an mbox, a .eml file, a Maildir, a store, a folder of these, or - for \
            stdin. A message without an envelope gets its Return-Path and no recipient.

              roost import mails.mbox ~/Maildir
              curl -s https://example.test/mail.eml | roost import -
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var output: JSONOption
    @Argument(help: "What to take.") var path: [String]

    func run() throws {
        var importer = try Importer(store: store.directory())
        var source = ImportSource(environment: Environment.current)
        for path in path {
            try source.read(path) { message throws(Failure) in try importer.add(message) }
        }
        try importer.finish()
        if source.skipped > 0 {
            StandardOutput.diagnose("import: \(source.skipped) files are no messages, passed over")
        }
        guard let first = importer.ids.first, let last = importer.ids.last else {
            throw Failure(.noMatch, "import: there is no message in it")
        }
        let object: JSONMembers = ["imported": importer.ids.map(\.rawValue)]
        output.tell(object, "\(importer.ids.count) imported, \(first)..\(last)")
    }
}
