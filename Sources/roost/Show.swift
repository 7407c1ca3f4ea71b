import ArgumentParser
import MailCore
import MessageCatalog
import MessageStore
import RoostKit

struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows a message.", discussion: "ID is a number, latest, or latest and words to look for.")

    @OptionGroup var store: StoreOption
    @Argument(help: "The message.") var id: [String]
    @Flag(help: "The exact bytes.") var raw = false
    @Flag(help: "A JSON object.") var json = false
    @Flag(help: "The header section, decoded.") var headers = false
    @Flag(help: "The text.") var text = false

    func run() throws {
        guard [raw, json, headers, text].count(where: { $0 }) <= 1 else {
            throw Failure(.usage, "--raw, --json, --headers and --text exclude each other: give one")
        }
        let document = try store.open().document(id)
        if raw {
            StandardOutput.write(document.source)
        } else if json {
            StandardOutput.line(DocumentObject(document).line)
        } else if headers {
            StandardOutput.lines(MessageText.headers(document))
        } else if text {
            StandardOutput.lines(MessageText.body(document, width: StandardOutput.width))
        } else {
            StandardOutput.lines(MessageText.lines(document, width: StandardOutput.width))
        }
    }
}
