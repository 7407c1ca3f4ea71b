import ArgumentParser
import RoostKit

struct Render: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the body of a message file as the message pane does.",
        discussion: """
            FILE may be - for stdin.

              roost render --width 72 message.eml
              roost show 42 --raw | roost render --html --color always -
            """, shouldDisplay: false)

    @OptionGroup var colour: ColourOption
    @Option(help: ArgumentHelp("Columns.", valueName: "N")) var width: Int?
    @Flag(help: "The HTML, also when there is a plain text.") var html = false
    @Flag(help: "The plain text only.") var text = false
    @Flag(help: "Looks as escape sequences, as --color always.") var ansi = false
    @Flag(help: "Words and URLs wider than a line stay whole.") var noBreak = false
    @Argument(help: "The message.") var file: String

    func validate() throws {
        if html, text { throw ValidationError("--html and --text exclude each other: give one") }
        if let width, width < 2 {
            throw ValidationError("--width \(width) is too narrow for a character: give 2 or more")
        }
    }

    func run() throws {
        var rendering = BodyRendering(width: width ?? StandardOutput.width)
        rendering.choice = html ? .html : text ? .text : .any
        rendering.usesSGR = ansi || colour.color == .always
        rendering.breaksWords = !noBreak
        StandardOutput.lines(rendering.lines(of: try InputFile.read(file)))
    }
}
