import MailCore
import SMTPServer
import Synchronization

/// A store in memory. Answers at once, or when it is told to.
final class TestStore: Sendable {
    private struct State {
        var captures: [Capture] = []
        var events: [ServerEvent] = []
        var pending: [@Sendable (StoreOutcome) -> Void] = []
    }

    private let state = Mutex(State())
    private let isManual: Bool
    /// Says a word for each capture and each event.
    let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    init(isManual: Bool = false) {
        self.isManual = isManual
        (signals, signal) = AsyncStream.makeStream()
    }

    var captures: [Capture] { state.withLock { $0.captures } }
    var events: [ServerEvent] { state.withLock { $0.events } }

    var reports: [SessionReport] {
        events.compactMap { if case .failed(let report) = $0 { report } else { nil } }
    }

    func store(_ capture: Capture, _ isAlone: Bool, _ completion: @escaping @Sendable (StoreOutcome) -> Void) {
        let id = state.withLock { state in
            state.captures.append(capture)
            if isManual { state.pending.append(completion) }
            return MessageID(UInt64(state.captures.count))
        }
        if !isManual { completion(.stored(id)) }
        signal.yield()
    }

    func record(_ event: ServerEvent) {
        state.withLock { $0.events.append(event) }
        signal.yield()
    }

    func answer(_ outcome: StoreOutcome) {
        let completion = state.withLock { $0.pending.isEmpty ? nil : $0.pending.removeFirst() }
        completion?(outcome)
    }

    func wait(until condition: (TestStore) -> Bool) async {
        if condition(self) { return }
        for await _ in signals where condition(self) { return }
    }
}
