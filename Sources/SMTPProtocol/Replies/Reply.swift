package import MailCore

/// A reply of the server (RFC 5321 section 4.2): code, enhanced status code (RFC 3463) and text. It is also the error
/// value of the command grammar.
package struct Reply: Error, Hashable, Sendable {
    package let code: Int
    /// `nil` where RFC 2034 section 4 has none: the greeting, HELO, EHLO and 3yz.
    package let enhancedStatusCode: String?
    /// One line of text each, without line ends; never empty, and nothing in it comes from a client.
    package let lines: [String]
    /// What it means for a session that ends without a stored message; `nil` when nothing is wrong.
    package let problem: SessionProblem?
    /// The lines as they go over the wire, without CRLF; each fits ``Limits/replyLine`` with it.
    package let encodedLines: [[UInt8]]

    package init(
        _ code: Int, _ enhancedStatusCode: String? = nil, _ lines: String..., problem: SessionProblem? = nil
    ) {
        self.init(code, enhancedStatusCode, lines: lines, problem: problem)
    }

    package init(
        _ code: Int, _ enhancedStatusCode: String? = nil, lines: [String], problem: SessionProblem? = nil
    ) {
        self.code = code
        self.enhancedStatusCode = enhancedStatusCode
        self.lines = lines
        self.problem = problem
        encodedLines = lines.enumerated().map { index, text in
            var line = Array(String(code).utf8)
            line.append(index == lines.count - 1 ? UInt8(ascii: " ") : UInt8(ascii: "-"))
            if let enhancedStatusCode {
                line.append(contentsOf: enhancedStatusCode.utf8)
                line.append(.space)
            }
            line.append(contentsOf: Self.prefix(of: text, octets: Limits.replyLine - 2 - line.count))
            return line
        }
    }

    /// No character is cut in two (RFC 6531 section 3.7.4.2 has replies in UTF-8).
    private static func prefix(of text: String, octets: Int) -> String.UTF8View.SubSequence {
        var prefix = text.utf8.prefix(octets)
        while prefix.endIndex < text.endIndex, UTF8.isContinuation(text.utf8[prefix.endIndex]) { prefix.removeLast() }
        return prefix
    }
}
