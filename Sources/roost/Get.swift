import ArgumentParser
import MailCore
import MessageCatalog
import RoostKit

struct Get: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prints a link, a code, a field or a file of a message.",
        discussion: """
            ID is a number, latest, or latest and a QUERY.

              open "$(roost get latest to:ann --link verify)"
              roost get 42 --attachment '*.pdf' > invoice.pdf
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var message: QueryArgument
    @OptionGroup var after: AfterOption
    @OptionGroup var output: JSONOption
    @OptionGroup var extracting: Extracting

    func run() throws {
        guard let extraction = try extracting.extraction() else {
            throw Failure(.usage, "get what? give --link, --code, --header NAME or --attachment GLOB")
        }
        let document = try store.open(.log).document(message.words, after: after.after)
        guard try extracting.print(extraction, of: document, asJSON: output.json) else {
            throw Failure(.noMatch, "message \(document.summary.id) has none")
        }
    }
}
