import ArgumentParser
import RoostKit

struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows how a message file is read.",
        discussion: """
            FILE may be - for stdin.

              roost inspect --json message.eml | jq .checks
              find mails -name '*.eml' | roost inspect --json --batch
            """, shouldDisplay: false)

    @OptionGroup var colour: ColourOption
    @Flag(help: "A JSON object.") var json = false
    @Flag(help: "The files named on stdin, one a line; an object a line for each.") var batch = false
    @Argument(help: "The message.") var file: String?

    func run() throws {
        guard json else { throw Failure(.usage, "inspect prints JSON only: give --json") }
        switch (file, batch) {
        case (let file?, false):
            StandardOutput.line(try Inspection.line(of: file))
        case (nil, true):
            while let path = readLine() { StandardOutput.line(Inspection.line(ofPath: path)) }
        case (nil, false):
            throw Failure(.usage, "inspect what? give a file, - for stdin, or --batch")
        case (_?, true):
            throw Failure(.usage, "--batch reads the files from stdin: give no file with it")
        }
    }
}
