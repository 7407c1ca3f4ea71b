import ArgumentParser
import RoostKit

struct Send: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sends test messages to the store's own listener.",
        discussion: """
            Without FILE: a set of samples (plain, HTML, attachments, UTF-8, broken, calendar). The envelope is what From, \
            To, Cc and Bcc say. Nothing leaves the machine.

              roost send
              roost send mail.eml
              roost export latest --to - | roost send -
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var output: JSONOption
    @Argument(help: "The messages; - for stdin.") var file: [String] = []

    func run() throws {
        try SendCommand(store: store.directory()).run(file) { name, reply in
            output.tell(["file": name, "reply": reply], "\(name): \(reply)")
        }
    }
}
