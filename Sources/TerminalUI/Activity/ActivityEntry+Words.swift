import MailCore
import MessageCatalog
import TerminalText

/// What an entry says in its row, and below it.
extension ActivityEntry {
    /// Peer and program, or the program alone; a peer without a program shows what it called itself.
    func client(isNarrow: Bool = false) -> SafeText {
        let (peer, process, helo): (String?, String?, [UInt8]?)
        switch what {
        case .failed(let report):
            (peer, process, helo) = (report.origin.peer, report.origin.process, report.origin.helo)
        case .session(let stored, let open):
            let origin = stored.first?.origin
            (peer, process) = (origin?.peer ?? open?.peer, origin?.process ?? open?.process)
            helo = origin?.helo
        case .listener, .missing: return "Roost"
        }
        let name = process ?? helo.map { "(\(String(decoding: $0, as: UTF8.self)))" }
        if isNarrow, let name { return SafeText(line: name) }
        return SafeText(line: [peer ?? "on this machine", name].compactMap { $0 }.joined(separator: " "))
    }

    /// One word for a column.
    var state: String {
        switch what {
        case .failed(let report): report.problem.state
        case .session(_, let open?): open.octets > 0 ? "DATA \(ByteCount.short(open.octets))" : open.state
        case .session(_, nil): "ok"
        case .listener(let change): change.isStart ? "STARTED" : "STOPPED"
        case .missing: "NO PORT"
        }
    }

    /// One line.
    func reason(at now: Timestamp) -> SafeText {
        switch what {
        case .failed(let report):
            return SafeText(line: (report.count > 1 ? "x\(report.count) " : "") + report.problem.advice.reason)
        case .session(let stored, let open):
            var parts: [String] = []
            if let open {
                parts = [open.advice?.reason ?? "open"]
                let seconds = max((now.microseconds - time.microseconds) / 1_000_000, 0)
                parts.append(seconds < 120 ? "for \(seconds) s" : "for \(seconds / 60) min")
            }
            if !stored.isEmpty { parts.append("stored as " + stored.map { "\($0.message)" }.joined(separator: ", ")) }
            return SafeText(line: parts.joined(separator: "  "))
        case .listener(let change): return SafeText(line: change.text)
        case .missing(let text): return SafeText(line: text)
        }
    }

    /// Why, in full: what happened, with what it happened, what to do.
    func explanation(width: Int) -> [Line] {
        switch what {
        case .failed(let report): return explanation(of: report, width: width)
        case .session(let stored, let open):
            var lines: [Line] = []
            if let open {
                lines += sentence(open.advice.map { "So far: \($0.reason)." } ?? "The session is open.", width)
                if let fix = open.advice?.fix { lines += field("  fix", SafeText(line: fix), width: width) }
            }
            if !stored.isEmpty { lines += sentence("\(stored.count) stored; Enter lists them.", width) }
            return lines
        case .listener(let change):
            return sentence(
                change.isStart
                    ? "A listener started here. What came before it, while none ran, was refused by the system."
                    : "The listener ended here. Until the next start nothing could come in.", width)
        case .missing(let text):
            return sentence("\(text). The other ports are served; roost doctor tells more.", width)
        }
    }

    private func explanation(of report: SessionReport, width: Int) -> [Line] {
        let (reason, fix) = report.problem.advice
        var text = reason.prefix(1).uppercased() + reason.dropFirst()
        if report.octets > 0 { text += "; \(report.octets) octets of content had come" }
        if report.count > 1 { text += ". \(report.count) equal sessions in a row" }
        var lines = sentence(text + ".", width)
        if !report.detail.isEmpty { lines += field("  what", SafeText.source(report.detail), width: width) }
        lines += field("  fix", SafeText(line: fix), width: width)
        if let envelope = report.envelope {
            let recipients = envelope.forwardPaths.prefix(3).map { "<\($0.address)>" }.joined(separator: " ")
            lines += field(
                "  mail", SafeText(line: "<\(envelope.reversePath.address)> to \(recipients)"), width: width)
        }
        return lines
    }

    private func sentence(_ text: String, _ width: Int) -> [Line] {
        SafeText(line: text).wrapped(to: width).map { Line($0) }
    }
}

extension ListenerStatus.Session {
    /// What seems to be wrong, and what to do about it.
    fileprivate var advice: (reason: String, fix: String)? {
        problem.map { (SessionProblem(rawValue: $0) ?? .other).advice }
    }
}

extension SessionProblem {
    fileprivate var state: String {
        switch self {
        case .clientGone, .noEndOfData, .bareLineFeedEndOfData, .shutDown: "ABORTED"
        case .idle, .silentOnTLSPort: "TIMEOUT"
        case .noMail: "NO MAIL"
        default: "REJECTED"
        }
    }
}
