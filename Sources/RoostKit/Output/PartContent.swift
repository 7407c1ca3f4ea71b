import InternetMessage
package import MessageCatalog
import TerminalText

/// One part of a message, by its path, as it is without its transfer encoding.
package enum PartContent {
    /// - Parameter isForTerminal: Text is sanitised then, and what is no text refused.
    package static func bytes(
        of path: String, in document: MessageDocument, isForTerminal: Bool
    ) throws(Failure) -> [UInt8] {
        let reader = MessageReader(content: document.source)
        guard let index = reader.message.entities.firstIndex(where: { $0.path == path }) else {
            let paths = reader.message.entities.map(\.path).joined(separator: " ")
            throw Failure(.noMatch, "message \(document.summary.id) has no part \(path): its parts are \(paths)")
        }
        guard isForTerminal else { return reader.decodedBody(of: index) }
        guard reader.message.entities[index].contentType.type == "text" else {
            throw Failure(.usage, "part \(path) is no text: send it to a file, as in: --part \(path) > file")
        }
        return SafeText.lines(reader.text(of: index)).flatMap { Array(($0.string + "\n").utf8) }
    }

    /// The HTML body as it is.
    package static func html(of document: MessageDocument) throws(Failure) -> [UInt8] {
        guard let html = document.html else {
            throw Failure(.noMatch, "message \(document.summary.id) has no HTML")
        }
        return Array(html.utf8)
    }
}
