import ArgumentParser
import MailCore
import RoostKit

/// How a command says what it did: a line for people, or an object.
struct JSONOption: ParsableArguments {
    @Flag(help: "A JSON object a line.") var json = false

    func tell(_ object: JSONMembers, _ line: String) { StandardOutput.line(json ? object.line : line) }

    /// `3 deleted`, or the ids under that name.
    func tell(_ ids: [MessageID], _ what: String) {
        tell(JSONMembers(what, ids.map(\.rawValue)), "\(ids.count) \(what)")
    }
}
