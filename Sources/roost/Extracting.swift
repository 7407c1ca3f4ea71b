import ArgumentParser
import MessageCatalog
import RoostKit

/// What is taken out of a message, for shell substitution.
struct Extracting: ParsableArguments {
    @Option(
        defaultAsFlag: "", help: ArgumentHelp("A link; with a text, one that holds it.", valueName: "text"))
    var link: String?
    @Option(
        defaultAsFlag: "",
        help: ArgumentHelp("A login code; with an expression, what it finds.", valueName: "regex"))
    var code: String?
    @Option(help: ArgumentHelp("A header field, decoded.", valueName: "name")) var header: String?
    @Option(help: ArgumentHelp("The bytes of an attachment.", valueName: "glob")) var attachment: String?
    @Flag(help: "Every one, a line each; else the first.") var all = false

    func validate() throws {
        let given = [link, code, header, attachment].compactMap(\.self)
        guard given.count <= 1 else {
            throw ValidationError("--link, --code, --header and --attachment exclude each other: give one")
        }
    }

    func extraction() throws(Failure) -> Extraction? {
        if let link { return .link(link) }
        if let header { return .header(header) }
        if let attachment { return .attachment(attachment) }
        guard let code else { return nil }
        do throws(Query.SyntaxError) {
            return code.isEmpty ? .anyCode : try .code(code)
        } catch {
            throw Failure(.usage, "--code: \(error.message), at character \(error.position)")
        }
    }

    /// Prints what is asked for of one message; `false` when it has none.
    ///
    /// - Parameter asJSON: Whether each is an object, which holds an attachment as base64.
    func print(_ extraction: Extraction, of document: MessageDocument, asJSON: Bool) throws -> Bool {
        let values = extraction.values(in: document)
        guard let first = values.first else { return false }
        guard !asJSON else {
            for value in all ? values : [first] {
                StandardOutput.line(ExtractionObject(value, by: extraction, of: document.summary.id).line)
            }
            return true
        }
        if case .attachment = extraction {
            guard values.count == 1 || !all else {
                throw Failure(.usage, "\(values.count) attachments match: one at a time can be written to stdout")
            }
            StandardOutput.write(sent: first)
        } else {
            for value in all ? values : [first] { StandardOutput.write(sent: value + [0x0A]) }
        }
        return true
    }
}
