package import MessageCatalog
import TerminalText

/// A message as text for people, sanitised: what the reader of the screen shows first.
package enum MessageText {
    package static func lines(_ document: MessageDocument, width: Int) -> [String] {
        headerBlock(document) + [""] + body(document, width: width)
    }

    /// Every field of the top header section, decoded.
    package static func headers(_ document: MessageDocument) -> [String] {
        document.fields.map { SafeText(line: "\($0.name): \($0.value)").string }
    }

    /// The plain text body, else the HTML body as text.
    package static func body(_ document: MessageDocument, width: Int) -> [String] {
        BodyRendering(width: width).lines(of: document.source)
    }

    private static func headerBlock(_ document: MessageDocument) -> [String] {
        ["From", "To", "Cc", "Reply-To", "Date", "Subject"].compactMap { name in
            document.fields.first { $0.name.lowercased() == name.lowercased() }.map {
                SafeText(line: "\(name): \($0.value)").string
            }
        }
            + document.parts.filter { document.attachments.contains($0.path) }.map { part in
                let name = part.filename ?? "part \(part.path)"
                return SafeText(line: "Attached: \(name) \(MessageLine.size(part.size ?? 0)) \(part.contentType)")
                    .string
            }
    }
}
