import MailCore
import SMTPProtocol

/// Plays a dialogue against the state machine and writes down what it did.
struct DialoguePlayer {
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
    private(set) var transcript: [String] = []
    private var clock: Int64 = 0

    init(_ fixture: DialogueFixture, isStoreSlow: Bool = false) {
        let configuration = SessionConfiguration(
            hostname: "roost.test",
            messageSize: fixture.options["size"].flatMap { Int($0) } ?? 1000,
            recipients: fixture.options["recipients"].flatMap { Int($0) } ?? 100,
            isAuthOffered: fixture.options["auth"] != "off",
            hiddenExtensions: Set((fixture.options["hide"] ?? "").split(separator: ",").map(String.init))
        )
        machine = SessionStateMachine(
            configuration: configuration,
            origin: Origin(peer: "192.0.2.7:4000"),
            at: Timestamp(microseconds: 0)
        )
        store = fixture.options["store"]
        self.isStoreSlow = isStoreSlow
    }

    var isRejected: Bool { machine.isRejected }

    mutating func play(_ fixture: DialogueFixture, _ segmentation: Segmentation) {
        perform(machine.connectionOpened(at: tick()))
        for step in fixture.steps {
            switch step {
            case .send(let bytes):
                for segment in segments(of: bytes, segmentation) {
                    perform(machine.received(segment.span, at: tick()))
                }
                while pendingStores > 0 { answerStore() }
            case .event("timeout"): perform(machine.timedOut(at: tick()))
            case .event("shutdown"): perform(machine.shutdownBegan(at: tick()))
            case .event("end"): perform(machine.inputEnded(at: tick()))
            case .event(let name): transcript.append("unknown event \(name)")
            }
        }
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
                    transcript.append("S: " + String(decoding: line.dropLast(), as: UTF8.self))
                }
            case .store(let capture):
                captures.append(capture)
                let paths = capture.envelope.forwardPaths.map { "<\(escape(Array($0.address.utf8)))>" }
                let content = capture.content.isEmpty ? "" : escape(capture.content)
                transcript.append(
                    "A: store <\(capture.envelope.reversePath.address)> \(paths.joined(separator: ",")) \(content)"
                )
                pendingStores += 1
                if !isStoreSlow { answerStore() }
            case .close: transcript.append("A: close")
            }
        }
    }

    private mutating func answerStore() {
        pendingStores -= 1
        switch store {
        case "full": perform(machine.storeFailed(full: true, at: tick()))
        case "failed": perform(machine.storeFailed(full: false, at: tick()))
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
