import InternetMessage
import MailCore
package import MessageCatalog
import TerminalText

/// A message as Markdown for a bug report: envelope, parts, what is wrong with it, dialogue; never its text.
package struct MessageReport {
    private let document: MessageDocument
    private var redaction: Redaction?

    package init(_ document: MessageDocument, isRedacted: Bool) {
        self.document = document
        redaction = isRedacted ? Redaction() : nil
    }

    package mutating func lines() -> [String] {
        let summary = document.summary
        let subject = masked(summary.subject ?? "(no subject)", codes: true)
        var lines = ["# Message \(summary.id): \(subject)", ""]
        lines.append("- \(summary.size) octets")
        lines += SessionText.envelope(document).map { "- \(masked($0))" }
        lines += [
            "", "## Parts", "", "| part | type | encoding | charset | octets |", "| --- | --- | --- | --- | --- |",
        ]
        for part in document.parts {
            let cells = [
                part.path, part.contentType, part.encoding ?? "", part.charset ?? "", part.size.map(String.init) ?? "",
            ]
            lines.append("| " + cells.map { SafeText(line: $0).string }.joined(separator: " | ") + " |")
        }
        lines += ["", "## Checks", ""]
        let findings =
            document.checks.map { check in
                "\(check.severity.rawValue) `\(check.code.rawValue)`\(Self.place(check.path)): \(check.text)"
                    + (check.clause.map { " (\($0))" } ?? "")
            } + document.defects.map { "read around: `\($0.code.rawValue)`\(Self.place($0.path))" }
        lines += findings.isEmpty ? ["None."] : findings.map { "- \(masked($0))" }
        lines += ["", "## Dialogue", "", "```text"]
        lines += SessionText.transcript(document).map { masked($0) }
        lines += ["```"]
        return lines
    }

    private static func place(_ path: String?) -> String { path.map { " in part \($0)" } ?? "" }

    private mutating func masked(_ text: String, codes: Bool = false) -> String {
        redaction?.mask(SafeText(line: text).string, codes: codes) ?? SafeText(line: text).string
    }
}
