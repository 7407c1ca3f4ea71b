import HTMLText
import InternetMessage
import MailCore

/// What a script wants out of a message: a link to follow, a code to type, a field, a file.
package enum Extraction: Sendable {
    /// Links whose target holds the text, in the order of the HTML, then of the text.
    case link(String)
    /// Codes in the text, then in the HTML as a reader sees it.
    case code(CodePattern)
    /// The values of a field, decoded.
    case header(String)
    /// The decoded bytes of the attachments whose file names match.
    case attachment(Glob)

    /// - Throws: when the expression cannot be read.
    package static func code(_ expression: String) throws(Query.SyntaxError) -> Extraction {
        do throws(RegularExpression.SyntaxError) {
            return .code(CodePattern(expression: try RegularExpression(expression)))
        } catch {
            throw Query.SyntaxError(position: error.position, message: error.message)
        }
    }

    /// How many codes the first 16,384 characters of a text are said to hold.
    package static func codeCount(in text: String) -> Int {
        CalledCodes.codes(in: String(text.unicodeScalars.prefix(16_384))).count
    }

    package static let anyCode = Extraction.code(CodePattern(expression: nil))

    package static func attachment(_ glob: String) -> Extraction { .attachment(Glob(glob)) }

    /// Everything in the message that is asked for, in order; attachments as they are, all else as text in UTF-8.
    package func values(in document: MessageDocument) -> [[UInt8]] {
        switch self {
        case .link(let pattern):
            return document.links.filter { pattern.isEmpty || $0.contains(pattern) }.map { Array($0.utf8) }
        case .code(let pattern):
            let texts = [document.text, document.htmlText].compactMap(\.self)
            return pattern.codes(in: texts).map { Array($0.utf8) }
        case .header(let name):
            return document.fields.filter { $0.name.lowercased() == name.lowercased() }.map { Array($0.value.utf8) }
        case .attachment(let glob):
            let reader = MessageReader(content: document.source)
            return reader.attachments.filter { glob.matches(reader.filename(of: $0) ?? "") }
                .map { reader.decodedBody(of: $0) }
        }
    }
}

extension MessageDocument {
    /// Targets of the HTML's links, then addresses in the text, each once.
    var links: [String] {
        var seen: Set<String> = []
        return ((html.map { HTMLDocument($0).targets } ?? []) + (text.map { PlainText.links(in: $0).map(\.url) } ?? []))
            .filter { seen.insert($0).inserted }
    }
}
