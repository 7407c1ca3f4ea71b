import ArgumentParser
import MailCore
import MessageCatalog
import MessageStore
import RoostKit

struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows a message.",
        discussion: """
            ID is a number, latest, or latest and a QUERY.

              roost show latest from:billing
              roost show 42 --report --redact
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var message: QueryArgument
    @Flag(help: "The exact bytes.") var raw = false
    @Flag(help: "A JSON object.") var json = false
    @Flag(help: "The header section, decoded.") var headers = false
    @Flag(help: "The text.") var text = false
    @Flag(help: "The HTML as it is.") var html = false
    @Flag(help: "The envelope.") var envelope = false
    @Flag(help: "The dialogue of the session.") var transcript = false
    @Flag(help: "Markdown for a bug report: envelope, checks, dialogue.") var report = false
    @Flag(help: "With --report: addresses and tokens masked.") var redact = false
    @Option(help: ArgumentHelp("A part as it is, decoded: 1, 2.1, TEXT.", valueName: "path")) var part: String?

    func run() throws {
        let chosen = [raw, json, headers, text, html, envelope, transcript, report, part != nil].count { $0 }
        guard chosen <= 1 else {
            throw Failure(
                .usage,
                "give one of --raw, --json, --headers, --text, --html, --envelope, --transcript, --report, --part"
            )
        }
        guard report || !redact else { throw Failure(.usage, "--redact goes with --report") }
        let document = try store.open(.log).document(message.words)
        if raw {
            StandardOutput.write(sent: document.source)
        } else if json {
            StandardOutput.line(DocumentObject(document).line)
        } else if headers {
            StandardOutput.lines(MessageText.headers(document))
        } else if report {
            var report = MessageReport(document, isRedacted: redact)
            StandardOutput.lines(report.lines())
        } else if text {
            StandardOutput.lines(MessageText.body(document, width: StandardOutput.width))
        } else if html {
            StandardOutput.write(sent: try PartContent.html(of: document))
        } else if envelope {
            StandardOutput.lines(SessionText.envelope(document))
        } else if transcript {
            StandardOutput.lines(SessionText.transcript(document))
        } else if let part {
            StandardOutput.write(
                try PartContent.bytes(of: part, in: document, isForTerminal: StandardOutput.isTerminal))
        } else {
            StandardOutput.lines(MessageText.lines(document, width: StandardOutput.width))
        }
    }
}
