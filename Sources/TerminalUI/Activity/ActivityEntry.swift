import MailCore
import MessageCatalog
import TerminalText

/// A line of the activity screen.
struct ActivityEntry: Sendable {
    enum What: Sendable {
        case failed(SessionReport)
        /// The mails of one session, oldest first; never empty.
        case stored([StoredSession])
        case listener(ListenerChange)
    }

    /// Stays the same while more happens.
    enum ID: Hashable, Sendable {
        case failed(UInt64)
        case listener(UInt64)
        case stored(MessageID)

        /// For what happened at the same time.
        var order: UInt64 {
            switch self {
            case .failed(let number), .listener(let number): number
            case .stored(let id): id.rawValue
            }
        }
    }

    let what: What
    let id: ID
    let time: Timestamp

    init(_ what: What, number: UInt64) {
        self.what = what
        switch what {
        case .failed(let report): (id, time) = (.failed(number), report.ended)
        case .listener(let change): (id, time) = (.listener(number), change.time)
        case .stored(let sessions): (id, time) = (.stored(sessions[0].message), sessions[sessions.count - 1].received)
        }
    }

    var isBad: Bool { if case .failed = what { true } else { false } }

    var origin: Origin? {
        switch what {
        case .failed(let report): report.origin
        case .stored(let sessions): sessions[0].origin
        case .listener: nil
        }
    }

    /// Peer and program; a peer without a program shows what it called itself.
    var client: SafeText {
        guard let origin else { return "Roost" }
        let helo = origin.helo.map { "(\(String(decoding: $0, as: UTF8.self)))" }
        return SafeText(
            line: [origin.peer ?? "on this machine", origin.process ?? helo].compactMap { $0 }.joined(separator: " "))
    }

    var state: String {
        switch what {
        case .failed(let report): report.problem.state
        case .stored: "ok"
        case .listener(let change): change.isStart ? "STARTED" : "STOPPED"
        }
    }

    var messages: [MessageID] {
        switch what {
        case .failed(let report): report.messages
        case .stored(let sessions): sessions.map(\.message)
        case .listener: []
        }
    }

    /// One line.
    var reason: SafeText {
        switch what {
        case .failed(let report):
            let count = report.count > 1 ? "x\(report.count) " : ""
            return SafeText(line: count + report.problem.advice.reason)
        case .stored(let sessions):
            return SafeText(line: "stored as " + sessions.map { "\($0.message)" }.joined(separator: ", "))
        case .listener(let change): return SafeText(line: change.text)
        }
    }

    var dialogue: [DialogueLine] {
        switch what {
        case .failed(let report): report.dialogue
        case .stored(let sessions): sessions[sessions.count - 1].dialogue
        case .listener: []
        }
    }

    /// Why, in full: what happened, with what it happened, what to do.
    func explanation(width: Int) -> [Line] {
        switch what {
        case .failed(let report):
            let (reason, fix) = report.problem.advice
            var sentence = reason.prefix(1).uppercased() + reason.dropFirst()
            if report.octets > 0 { sentence += "; \(report.octets) octets of content had come" }
            if report.count > 1 { sentence += ". \(report.count) equal sessions in a row" }
            var lines = SafeText(line: sentence + ".").wrapped(to: width).map { Line($0) }
            if !report.detail.isEmpty { lines += field("  what", SafeText.source(report.detail), width: width) }
            lines += field("  fix", SafeText(line: fix), width: width)
            if let envelope = report.envelope {
                let recipients = envelope.forwardPaths.prefix(3).map { "<\($0.address)>" }.joined(separator: " ")
                lines += field(
                    "  mail", SafeText(line: "<\(envelope.reversePath.address)> to \(recipients)"), width: width)
            }
            return lines
        case .stored(let sessions):
            return [Line(SafeText(line: "\(sessions.count) stored; Enter lists them."))]
        case .listener(let change):
            let text =
                change.isStart
                ? "A listener started here. What came before it, while none ran, was refused by the system."
                : "The listener ended here. Until the next start nothing could come in."
            return SafeText(line: text).wrapped(to: width).map { Line($0) }
        }
    }
}

extension SessionProblem {
    /// One word for a column.
    fileprivate var state: String {
        switch self {
        case .clientGone, .noEndOfData, .bareLineFeedEndOfData, .shutDown: "ABORTED"
        case .idle, .silentOnTLSPort: "TIMEOUT"
        case .noMail: "NO MAIL"
        default: "REJECTED"
        }
    }
}
