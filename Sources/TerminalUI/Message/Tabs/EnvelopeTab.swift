import MailCore
import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// What the session said about the message, and the session's dialogue.
    static let envelope = Tab(number: 6, name: "envelope", title: "Envelope") { document, context in
        let rule = Line(SafeText(line: String(repeating: "-", count: context.width)), .border)
        let dialogue = document.dialogue.isEmpty ? [Line("no dialogue was kept", .note)] : document.dialogue.map(line)
        return Page(session(of: document, context) + [rule] + dialogue)
    }

    private static func session(of document: MessageDocument, _ context: PageContext) -> [Line] {
        let (origin, summary) = (document.origin, document.summary)
        let civil = summary.received.civil(offsetSeconds: context.offset(summary.received))
        var rows: [(String, SafeText)] = []
        rows.append(
            ("from", SafeText(line: [origin.peer ?? "-", origin.process].compactMap { $0 }.joined(separator: " "))))
        if let helo = origin.helo { rows.append(("HELO", SafeText.source(helo))) }
        rows.append(("TLS", SafeText(line: origin.tls ?? "none")))
        rows.append(("AUTH", SafeText(line: origin.auth.map { "\($0.mechanism) \($0.user)" } ?? "none")))
        rows.append(("MAIL", SafeText(line: described(document.envelope.reversePath))))
        let visible = Set((summary.to + document.cc).map { $0.address.lowercased() })
        for (index, path) in document.envelope.forwardPaths.enumerated() {
            let isHidden = !visible.contains(path.address.lowercased())
            let note = isHidden ? "  not in To or Cc: sent as Bcc" : ""
            rows.append((index == 0 ? "RCPT" : "", SafeText(line: described(path) + note)))
        }
        rows.append(
            ("stored", SafeText(line: "\(summary.size) bytes as \(summary.id), \(civil.date) \(civil.time)")))
        return rows.flatMap { field($0.0, $0.1, width: context.width) }
    }

    private static func described(_ path: Path) -> String {
        let parameters = path.parameters.map { " \($0.keyword)" + ($0.value.map { "=\($0)" } ?? "") }.joined()
        return "<\(path.sourceRoute.isEmpty ? "" : path.sourceRoute + ":")\(path.address)>\(parameters)"
    }

    private static func line(_ entry: DialogueLine) -> Line {
        let milliseconds = max(entry.elapsed, 0) / 1_000
        let fraction = String(milliseconds % 1_000)
        let time = "+\(milliseconds / 1_000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
        let isClient = entry.side == .client
        return Line(
            Line.Span(text: SafeText(line: time).rightAligned(in: 8) + " ", role: .note),
            Line.Span(text: isClient ? "C " : "S ", role: isClient ? .client : .server),
            Line.Span(text: SafeText.source(entry.text), role: .plain))
    }
}
