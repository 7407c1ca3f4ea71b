import MailCore
import MessageCatalog
import Terminal
import TerminalText

extension Tab {
    /// What the session said about the message, and the session's dialogue.
    static let envelope = Tab(
        number: 6, name: "envelope", title: "Envelope", short: "E",
        hints: ["find", "yank", "activity", "next", "index"]
    ) { document, context in
        let dialogue = Dialogue.lines(document.dialogue, width: context.width)
        var page = Page(session(of: document, context) + [.rule(context.width)] + dialogue)
        page.notes = [
            "transcript \(document.dialogue.count) lines", "AUTH \(document.origin.auth?.mechanism ?? "none")",
        ]
        return page
    }

    private static func session(of document: MessageDocument, _ context: PageContext) -> [Line] {
        let (origin, summary) = (document.origin, document.summary)
        let civil = summary.received.civil(offsetSeconds: context.offset(summary.received))
        let began = origin.began.map { began in
            let civil = began.civil(offsetSeconds: context.offset(began))
            let length = (summary.received.microseconds - began.microseconds) / 1_000
            return "\(civil.time), \(length) ms"
        }
        var rows: [(String, SafeText)] = []
        let who = [
            origin.session.map { "#\($0.number)" }, origin.peer.map { "from \($0)" } ?? "not by a session",
            origin.process,
            began, origin.tls ?? "clear",
        ]
        rows.append(("session", SafeText(line: who.compactMap { $0 }.joined(separator: "  "))))
        if let helo = origin.helo { rows.append(("HELO", SafeText.source(helo))) }
        if let auth = origin.auth { rows.append(("AUTH", SafeText(line: "\(auth.mechanism) \(auth.user)"))) }
        rows.append(("MAIL", SafeText(line: described(document.envelope.reversePath))))
        let visible = Set((summary.to + document.cc).map { $0.address.lowercased() })
        for (index, path) in document.envelope.forwardPaths.enumerated() {
            let isHidden = !visible.contains(path.address.lowercased())
            let note = isHidden ? "  not in To/Cc: sent as Bcc" : ""
            rows.append((index == 0 ? "RCPT" : "", SafeText(line: described(path) + note)))
        }
        if document.envelope.refusedRecipients > 0 {
            rows.append(("refused", SafeText(line: "\(document.envelope.refusedRecipients) recipients")))
        }
        for defect in document.envelope.defects {
            let (reason, fix) = defect.advice
            rows.append(("defect", SafeText(line: "\(defect.rawValue): \(reason); \(fix)")))
        }
        rows.append(("stored", SafeText(line: "\(summary.size) bytes, as \(summary.id), \(civil.date) \(civil.time)")))
        return rows.flatMap { field($0.0, $0.1, width: context.width) }
    }

    private static func described(_ path: Path) -> String {
        let parameters = path.parameters.map { " \($0.keyword)" + ($0.value.map { "=\($0)" } ?? "") }.joined()
        return "<\(path.sourceRoute.isEmpty ? "" : path.sourceRoute + ":")\(path.address)>\(parameters)"
    }
}
