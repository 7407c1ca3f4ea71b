import MailCore
package import MessageCatalog
import TerminalText

/// What the session said of a message, as text for people, sanitised.
package enum SessionText {
    /// The envelope and where it came from, a line each: `MAIL <app@example.test> SIZE=1234`.
    package static func envelope(_ document: MessageDocument) -> [String] {
        let origin = document.origin
        var rows = [("received", document.summary.received.rfc3339)]
        let peer = [origin.peer, origin.process].compactMap(\.self).joined(separator: " ")
        if !peer.isEmpty { rows.append(("peer", peer)) }
        if let helo = origin.helo { rows.append(("HELO", String(decoding: helo, as: UTF8.self))) }
        if let tls = origin.tls { rows.append(("TLS", tls)) }
        if let auth = origin.auth { rows.append(("AUTH", "\(auth.mechanism) \(auth.user)")) }
        rows.append(("MAIL", described(document.envelope.reversePath)))
        rows += document.envelope.forwardPaths.map { ("RCPT", described($0)) }
        rows += document.envelope.defects.map { ("defect", "\($0.rawValue): \($0.advice.reason); \($0.advice.fix)") }
        return rows.map { name, value in
            SafeText(line: name + String(repeating: " ", count: 9 - name.utf8.count) + value).string
        }
    }

    /// The dialogue of the session, a line each: `C: MAIL FROM:<app@example.test>`.
    package static func transcript(_ document: MessageDocument) -> [String] {
        document.dialogue.map { line in
            (line.side == .client ? "C: " : "S: ") + SafeText(line: String(decoding: line.text, as: UTF8.self)).string
        }
    }

    private static func described(_ path: Path) -> String {
        let route = path.sourceRoute.isEmpty ? "" : path.sourceRoute + ":"
        return (["<\(route)\(path.address)>"] + path.parameters.map(\.text)).joined(separator: " ")
    }
}
