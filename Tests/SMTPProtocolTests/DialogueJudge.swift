import MailCore

/// Reads a dialogue that was played octet by octet a second time, by rules of its own, and says what is wrong with what
/// the machine did: one reply to each command and to each content, none of them early, a content that is what stands
/// between its boundaries, and nothing in the dialogue that is not a command or a reply.
struct DialogueJudge {
    private enum Mode {
        case waiting
        case commands
        case response
        case content
        case chunk(remaining: Int)
        case handshake
        case closed
    }

    private(set) var complaints: [String] = []
    private var mode = Mode.commands
    /// The command line, content or chunk under way, as it came.
    private var octets: [UInt8] = []
    private var chunks: [UInt8] = []
    private var commands: Set<[UInt8]> = []
    private var replies: Set<[UInt8]> = []
    private var captures: ArraySlice<Capture>
    /// Whether octets came before the greeting: their answers all come at once, so they cannot be told apart.
    private var isBlind = false

    /// - Parameter player: has played the fixture with segments of one octet and a store that answers at once.
    static func complaints(_ fixture: DialogueFixture, _ player: borrowing DialoguePlayer) -> [String] {
        var judge = DialogueJudge(captures: player.captures[...])
        var lines: [Int: [String]] = [:]
        for (moment, line) in zip(player.moments, player.transcript) {
            if line.hasPrefix("S: ") || line.hasPrefix("A: ") { lines[moment, default: []].append(line) }
        }
        if lines[0] == nil { judge.mode = .waiting }
        judge.follow(lines[0] ?? [])
        var moment = 0
        for step in fixture.steps {
            switch step {
            case .event(let name):
                moment += 1
                judge.happened(name, lines[moment] ?? [])
            case .send(let bytes):
                for byte in bytes {
                    moment += 1
                    judge.came(byte, lines[moment] ?? [])
                }
            }
        }
        judge.look(at: player.captures, player.report)
        return judge.isBlind ? [] : judge.complaints
    }

    private init(captures: ArraySlice<Capture>) { self.captures = captures }

    private mutating func happened(_ event: String, _ lines: [String]) {
        if case .handshake = mode, event == "tls" {
            mode = .commands
            octets = []
            chunks = []
        }
        follow(lines)
    }

    private mutating func came(_ byte: UInt8, _ lines: [String]) {
        switch mode {
        case .waiting: isBlind = true
        case .closed, .handshake: expect(lines.isEmpty, "an answer where nothing is heard", lines)
        case .commands, .response:
            octets.append(byte)
            if byte == .lf { lineEnded(lines) } else { expect(lines.isEmpty || isClosed(by: lines), "early", lines) }
        case .content:
            octets.append(byte)
            guard octets == [.dot, .cr, .lf] || octets.suffix(5) == [.cr, .lf, .dot, .cr, .lf] else {
                return expect(lines.isEmpty, "an answer within a content", lines)
            }
            contentEnded(Self.unstuffed(octets.dropLast(3)), lines)
        case .chunk(let remaining):
            octets.append(byte)
            mode = .chunk(remaining: remaining - 1)
            if remaining > 1 { expect(lines.isEmpty, "an answer within a chunk", lines) } else { chunkEnded(lines) }
        }
        follow(lines)
    }

    private mutating func lineEnded(_ lines: [String]) {
        var line = octets.dropLast()
        if line.last == .cr { line.removeLast() }
        octets = []
        if case .response = mode {
            mode = .commands
            return expect(Self.count(lines) == 1 || isClosed(by: lines), "not one answer to a response", lines)
        }
        let words = line.split(whereSeparator: \.isBlank)
        let verb = String(decoding: line.prefix { !$0.isBlank }, as: UTF8.self).uppercased()
        let isAuthentication = line.prefix(4).map { $0 & 0xDF } == Array("AUTH".utf8)
        commands.insert(Array(line))
        if isAuthentication, words.count >= 2 { commands.insert(Array(words[0]) + [.space] + words[1]) }
        if isAuthentication, words.count >= 3 { commands.remove(Array(line)) }
        let size = words.dropFirst().first.flatMap { Int(String(decoding: $0, as: UTF8.self)) }
        if verb == "BDAT", let size, size > 0, lines.isEmpty { return mode = .chunk(remaining: size) }
        expect(Self.count(lines) == 1 || isClosed(by: lines), "not one reply to a command", lines)
        if verb == "BDAT" { return chunkEnded(lines) }
        let isTaken = lines.contains { $0.hasPrefix("S: 250 ") || $0.hasPrefix("S: 250-") }
        if isTaken, ["RSET", "EHLO", "HELO", "MAIL"].contains(verb) { chunks = [] }
    }

    private mutating func contentEnded(_ content: [UInt8], _ lines: [String]) {
        octets = []
        mode = .commands
        expect(Self.count(lines) == 1 || isClosed(by: lines), "not one reply to a content", lines)
        if lines.contains(where: { $0.hasPrefix("A: store") }) { stored(content) }
    }

    private mutating func chunkEnded(_ lines: [String]) {
        chunks += octets
        octets = []
        mode = .commands
        expect(Self.count(lines) == 1 || isClosed(by: lines), "not one reply to a chunk", lines)
        if lines.contains(where: { $0.hasPrefix("A: store") }) {
            stored(chunks)
            chunks = []
        } else if !lines.contains(where: { $0.hasPrefix("S: 250 ") }) {
            chunks = []
        }
    }

    private mutating func stored(_ content: [UInt8]) {
        expect(captures.popFirst()?.content == content, "a content is not what was sent", [])
    }

    /// What the machine said decides what comes next.
    private mutating func follow(_ lines: [String]) {
        if case .waiting = mode, !lines.isEmpty { mode = .commands }
        for line in lines where line.hasPrefix("S: ") { replies.insert(Array(line.utf8.dropFirst(3))) }
        if isClosed(by: lines) {
            expect(lines.last == "A: close", "something after the end", lines)
            mode = .closed
        } else if lines.contains("A: start TLS") {
            mode = .handshake
        } else if lines.contains(where: { $0.hasPrefix("S: 354 ") }) {
            mode = .content
        } else if lines.contains(where: { $0.hasPrefix("S: 334 ") }) {
            mode = .response
        }
    }

    /// What is kept of a session: no octet of a content, nothing that proves who somebody is.
    private mutating func look(at kept: [Capture], _ report: SessionReport?) {
        expect(captures.isEmpty, "a content was stored where none ended", [])
        for line in kept.flatMap(\.dialogue) + (report?.dialogue ?? []) {
            let isKnown = line.side == .client ? commands.contains(line.text) : replies.contains(line.text)
            expect(isKnown, "a line of the dialogue was never said: " + escape(line.text), [])
        }
        for dialogue in kept.map(\.dialogue) + [report?.dialogue ?? []] {
            expect(dialogue.reduce(0) { $0 + $1.text.count } <= Limits.dialogue, "a dialogue over the limit", [])
        }
    }

    private mutating func expect(_ isTrue: Bool, _ complaint: String, _ lines: [String]) {
        if !isTrue { complaints.append(([complaint] + lines).joined(separator: " | ")) }
    }

    private func isClosed(by lines: [String]) -> Bool { lines.contains("A: close") }

    /// Whole replies: each has one line without a hyphen.
    private static func count(_ lines: [String]) -> Int {
        lines.count { $0.hasPrefix("S: ") && $0.dropFirst(6).first == " " }
    }

    /// RFC 5321 section 4.5.2, one line of CRLF after the other.
    private static func unstuffed(_ octets: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var isLineStart = true
        for byte in octets {
            if byte != .dot || !isLineStart { result.append(byte) }
            isLineStart = byte == .lf && result.dropLast().last == .cr
        }
        return result
    }
}
