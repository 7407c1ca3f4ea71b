import MailCore
import SMTPProtocol
import Testing

/// Streams that other servers take for two messages, as one.
@Suite struct SmugglingTests {
    private static let lineEnds = [
        "\r\n", "\n", "\r", "\r\r\n", "\n\r", "\n\n", "\r\r", "\0\r\n", "\r\0\n", "\r\n\0", " \r\n", "\u{0B}", "\u{85}",
        "",
    ]
    private static let smuggled =
        "MAIL FROM:<evil@example.test>\r\nRCPT TO:<evil@example.test>\r\nDATA\r\nSubject: evil\r\n\r\nevil"

    private func capture(_ content: [UInt8], segment: Int) -> [Capture] {
        var machine = SessionStateMachine(
            configuration: SessionConfiguration(hostname: "roost.test"), origin: Origin(),
            at: Timestamp(microseconds: 0))
        var pending = machine.connectionOpened(at: Timestamp(microseconds: 0))
        var captures: [Capture] = []
        let commands = "EHLO client.test\r\nMAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n"
        let stream = Array(commands.utf8) + content + Array("\r\n.\r\nQUIT\r\n".utf8)
        for start in stride(from: 0, to: stream.count, by: segment) {
            pending += machine.received(
                stream[start..<min(start + segment, stream.count)].span, at: Timestamp(microseconds: 1))
            while !pending.isEmpty {
                guard case .store(let capture) = pending.removeFirst() else { continue }
                captures.append(capture)
                pending += machine.contentStored(id: MessageID(1), at: Timestamp(microseconds: 2))
            }
        }
        return captures
    }

    /// RFC 5321 section 4.5.2, on the whole.
    private func unstuffed(_ content: [UInt8]) -> [UInt8] {
        var framed = [UInt8.cr, .lf] + content + [.cr, .lf]
        var index = 2
        while index < framed.count {
            if framed[index - 2] == .cr, framed[index - 1] == .lf, framed[index] == .dot { framed.remove(at: index) }
            index += 1
        }
        return Array(framed.dropFirst(2))
    }

    @Test(arguments: lineEnds)
    func oneMessageWithIdenticalOctets(before: String) {
        for after in Self.lineEnds {
            let mark = before + "." + after
            guard !"\r\n\(mark)".utf8.contains("\r\n.\r\n".utf8) else { continue }
            for stream in [
                "Subject: x\r\n\r\nbody\(mark)\(Self.smuggled)", "Subject: x\(mark)\(Self.smuggled)",
                "Subject: x\r\nX-Odd:\(before)\(mark)\r\n\(Self.smuggled)", "\(mark)\(Self.smuggled)",
            ] where !Array("\r\n\(stream)".utf8).contains("\r\n.\r\n".utf8) {
                for segment in [1, 7, 100_000] {
                    let captures = capture(Array(stream.utf8), segment: segment)
                    #expect(captures.count == 1)
                    #expect(captures.first?.envelope.forwardPaths.map(\.address) == ["b@example.test"])
                    #expect(captures.first?.content == unstuffed(Array(stream.utf8)))
                }
            }
        }
    }

    @Test func nothingIsStoredOfWhatDoesNotEnd() {
        let session = Array(
            ("EHLO client.test\r\nMAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n"
                + "Subject: x\r\n\r\nhello\r\n.\r\n").utf8)
        for count in session.indices {
            var machine = SessionStateMachine(
                configuration: SessionConfiguration(hostname: "roost.test"), origin: Origin(),
                at: Timestamp(microseconds: 0))
            var actions = machine.connectionOpened(at: Timestamp(microseconds: 0))
            let sent = Array(session[..<count])
            actions += machine.received(sent.span, at: Timestamp(microseconds: 1))
            machine.connectionLost(at: Timestamp(microseconds: 2))
            #expect(!actions.contains { if case .store = $0 { true } else { false } })
            let lines = session[..<count].count { $0 == .lf }
            let report = machine.report(at: Timestamp(microseconds: 3))
            let expected: SessionProblem? = [nil, .noMail, .clientGone, .clientGone][min(lines, 3)]
            #expect(report?.problem == (lines < 4 ? expected : .noEndOfData))
            if lines >= 4 { #expect(report?.octets == count - (session.count - 24)) }
        }
    }
}
