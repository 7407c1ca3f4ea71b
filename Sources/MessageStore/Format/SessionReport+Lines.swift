import MailCore

extension SessionReport {
    func append(to lines: inout HeaderLines) {
        lines.append("problem", problem.rawValue)
        if !detail.isEmpty { lines.append("detail") { $0.append(escaping: detail) } }
        lines.append("ended", ended)
        lines.append("count", UInt64(max(1, count)))
        if octets > 0 { lines.append("octets", UInt64(octets)) }
        if !messages.isEmpty { lines.append("messages", ids: messages) }
        envelope?.append(to: &lines)
        origin.append(to: &lines)
        for line in dialogue { line.append(to: &lines) }
    }

    /// `nil` when a line that every report has is not there.
    init?(_ header: HeaderReader) {
        guard let problem = header.text("problem"), let ended = header.time("ended") else { return nil }
        let lines = MessageHeader(header)
        self.init(
            origin: lines.origin, ended: ended,
            problem: SessionProblem(rawValue: problem) ?? .other,
            detail: header.octets("detail") ?? [],
            envelope: header.contains("reverse-path") ? lines.envelope : nil,
            octets: header.number("octets").map(Int.init) ?? 0, messages: header.ids("messages") ?? [],
            dialogue: lines.dialogue, count: header.number("count").map(Int.init) ?? 1)
    }
}
