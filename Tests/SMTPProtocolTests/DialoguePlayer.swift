import MailCore
import SMTPProtocol

/// Plays a dialogue against the state machine and writes down what it did. `Tests/Fuzz/session.swift` plays with it too.
struct DialoguePlayer: ~Copyable {
    enum Segmentation: Sendable {
        case whole
        case octets
        case random(seed: UInt64)
    }

    private var machine: SessionStateMachine
    private let store: String?
    /// Whether the store answers only once all bytes of a step have been given.
    private let isStoreSlow: Bool
    private var pendingStores = 0
    private var nextID: UInt64 = 1
    private(set) var captures: [Capture] = []
    private(set) var report: SessionReport?
    private(set) var transcript: [String] = []
    /// For each line of the transcript, how many segments and events had been given when it came.
    private(set) var moments: [Int] = []
    private var given = 0
    private var clock: Int64 = 0
    private var rules: RejectRules

    init(_ fixture: DialogueFixture, isStoreSlow: Bool = false) {
        rules = RejectRules((fixture.options["reject"] ?? []).compactMap { try? RejectRule(parsing: $0) })
        let configuration = SessionConfiguration(
            hostname: "roost.test",
            messageSize: fixture.option("size").flatMap { UInt32($0) }.map(Int.init) ?? 1000,
            recipients: fixture.option("recipients").flatMap { Int($0) } ?? 100,
            encryption: ["starttls": .startTLS, "implicit": .implicit][fixture.option("tls") ?? ""] ?? .none,
            requiresTLS: fixture.option("require-tls") == "yes",
            authentication: ["off": .off, "checked": .checked][fixture.option("auth") ?? ""] ?? .any,
            announcedMechanisms: fixture.option("mechanisms")?.split(separator: ",")
                .compactMap { SASLMechanism(rawValue: String($0)) } ?? SASLMechanism.announcedByDefault,
            hiddenExtensions: Set((fixture.option("hide") ?? "").split(separator: ",").map(String.init)),
            ruledStages: rules.stages
        )
        machine = SessionStateMachine(
            configuration: configuration,
            origin: Origin(peer: "192.0.2.7:4000"),
            at: Timestamp(microseconds: 0)
        )
        store = fixture.option("store")
        self.isStoreSlow = isStoreSlow
    }

    mutating func play(_ fixture: DialogueFixture, _ segmentation: Segmentation) {
        if fixture.option("open") != "later" { perform(machine.connectionOpened(at: tick())) }
        for step in fixture.steps {
            if case .event = step { given += 1 }
            switch step {
            case .send(let bytes):
                for segment in segments(of: bytes, segmentation) {
                    given += 1
                    perform(machine.received(segment.span, at: tick()))
                }
            case .event("timeout"): perform(machine.timedOut(at: tick()))
            case .event("shutdown"): perform(machine.shutdownBegan(at: tick()))
            case .event("end"): perform(machine.inputEnded(at: tick()))
            case .event("open"): perform(machine.connectionOpened(at: tick()))
            case .event("refuse"): perform(machine.connectionRefused(at: tick()))
            case .event("deny"): machine.contentDenied()
            case .event("tls"): machine.tlsEstablished("TLSv1.3 TLS_AES_128_GCM_SHA256", at: tick())
            case .event("overdue"): machine.handshakeOverdue(at: tick())
            case .event("tls-failed"):
                perform(machine.tlsFailed(.tlsNotTrusted, detail: "unknown ca", at: tick()))
            case .event(let name): write("unknown event \(name)")
            }
            while pendingStores > 0 { answerStore() }
        }
        machine.connectionLost(at: tick())
        report = machine.report(at: tick())
        if let report { write(Self.line(of: report)) }
    }

    private mutating func write(_ line: String) {
        transcript.append(line)
        moments.append(given)
    }

    private static func line(of report: SessionReport) -> String {
        var line = "R: \(report.problem.rawValue)"
        if let envelope = report.envelope {
            line += " from <\(envelope.reversePath.address)> to \(envelope.forwardPaths.count)"
        }
        if report.octets > 0 { line += " after \(report.octets) octets" }
        if !report.messages.isEmpty { line += " stored \(report.messages.map(\.description).joined(separator: ","))" }
        return report.detail.isEmpty ? line : line + ": " + escape(report.detail)
    }

    private mutating func tick() -> Timestamp {
        clock += 1
        return Timestamp(microseconds: clock)
    }

    private mutating func perform(_ actions: [SessionAction]) {
        for action in actions {
            switch action {
            case .reply(let bytes):
                for line in bytes.split(separator: .lf) {
                    write("S: " + String(decoding: line.dropLast(), as: UTF8.self))
                }
            case .startTLS: write("A: start TLS")
            case .consult(let stage, let subjects):
                perform(machine.verdictGiven(rules.verdict(at: stage, for: subjects), at: tick()))
            case .makeChallenge: perform(machine.challengeMade(Array("<1@roost.test>".utf8), at: tick()))
            case .verify(let credentials):
                perform(machine.credentialsVerified(Self.isRight(credentials), at: tick()))
            case .store(let capture):
                captures.append(capture)
                let paths = capture.envelope.forwardPaths.map { "<\(escape(Array($0.address.utf8)))>" }
                let content = capture.content.isEmpty ? "" : escape(capture.content)
                let defects = capture.envelope.defects.map { " \($0.rawValue)" }.joined()
                let refused = capture.envelope.refusedRecipients
                write(
                    "A: store <\(capture.envelope.reversePath.address)> \(paths.joined(separator: ",")) \(content)"
                        + (refused > 0 ? " refused \(refused)" : "") + defects
                )
                pendingStores += 1
                if !isStoreSlow { answerStore() }
            case .close: write("A: close")
            }
        }
    }

    /// Ann's password is `secret`, and what she answers to the challenge is what stands here.
    private static func isRight(_ credentials: Credentials) -> Bool {
        guard credentials.user == "ann" else { return false }
        switch credentials.proof {
        case .secret(let secret): return secret == Array("secret".utf8)
        case .digest(let challenge, let digest):
            return challenge == Array("<1@roost.test>".utf8) && digest == Array("0f0f".utf8)
        }
    }

    private mutating func answerStore() {
        pendingStores -= 1
        switch store {
        case "full": perform(machine.storeFailed(.full, detail: "no room", at: tick()))
        case "locked": perform(machine.storeFailed(.locked, detail: "locked by process 7", at: tick()))
        case "failed": perform(machine.storeFailed(.failed, detail: "input/output error", at: tick()))
        default:
            let id = MessageID(nextID)
            nextID += 1
            perform(machine.contentStored(id: id, at: tick()))
        }
    }

    private func segments(of bytes: [UInt8], _ segmentation: Segmentation) -> [[UInt8]] {
        switch segmentation {
        case .whole: return [bytes]
        case .octets: return bytes.map { [$0] }
        case .random(let seed):
            var random = SplitMix(state: seed)
            var result: [[UInt8]] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...min(rest.count, 40), using: &random)
                result.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            return result
        }
    }
}

/// A generator whose numbers are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
