import MailCore
import NIOCore
import SMTPProtocol

/// The sessions of a server that are open, and what they share. Lives on the event loop.
final class SessionRegistry {
    /// Programs that are looked for in a second, at most. It is costly, and when as many came in the second before it
    /// says little: then one is enough.
    private static let lookupsPerSecond = 20

    private var sessions: [ObjectIdentifier: SessionHandler] = [:]
    private let configuration: SMTPServerConfiguration
    private let loop: any EventLoop
    private var rules: RejectRules
    private var sweep: Scheduled<Void>?
    private let sweepInterval: TimeAmount
    private var drained: EventLoopPromise<Void>?
    private var connections: UInt64 = 0
    private var arrivals = (second: UInt64(0), count: 0, allowed: lookupsPerSecond)
    /// The sequence number of the record that told the start of this listener.
    var listener: UInt64 = 0
    /// Octets of contents that are not on disk.
    var contentOctets = 0
    /// Sessions with a mail transaction, or a content that is with the store.
    var sending = 0
    let tls: TLSContext

    init(_ configuration: SMTPServerConfiguration, on loop: any EventLoop) {
        self.configuration = configuration
        self.loop = loop
        rules = RejectRules(configuration.rules)
        tls = TLSContext(make: configuration.makeTLSContext)
        sweepInterval = min(
            .seconds(1), TimeAmount(configuration.idleTimeout), TimeAmount(configuration.durabilityTimeout))
    }

    var isShuttingDown: Bool { drained != nil }

    var isOverMemory: Bool { contentOctets > configuration.contentMemory }

    var open: [OpenSession] { sessions.values.map(\.summary) }

    /// Takes a session in; false when it is one too many, and must go.
    func admit(_ session: SessionHandler) -> Bool {
        sessions[ObjectIdentifier(session)] = session
        if sweep == nil { scheduleSweep() }
        return sessions.count <= configuration.maximumConnections
    }

    func remove(_ session: SessionHandler) {
        sessions[ObjectIdentifier(session)] = nil
        if sessions.isEmpty { drained?.succeed() }
    }

    func nextID() -> SessionID {
        connections += 1
        return SessionID(listener: listener, number: connections)
    }

    func verdict(at stage: RejectRule.Stage, for subjects: [String]) -> Verdict {
        rules.verdict(at: stage, for: subjects)
    }

    /// Whether there is time to look for the program of one more connection.
    func mayLookUp() -> Bool {
        let second = loop.now.uptimeNanoseconds / 1_000_000_000
        if arrivals.second != second {
            let isBusy = arrivals.second + 1 == second && arrivals.count > Self.lookupsPerSecond
            arrivals = (second, 0, isBusy ? 1 : Self.lookupsPerSecond)
        }
        arrivals.count += 1
        return arrivals.count <= arrivals.allowed
    }

    /// Tells all sessions to finish, and closes those that have not when `grace` is over.
    func shutDown(grace: TimeAmount) -> EventLoopFuture<Void> {
        if let drained { return drained.futureResult }
        let promise = loop.makePromise(of: Void.self)
        drained = promise
        for session in sessions.values { session.shutDown() }
        if sessions.isEmpty { promise.succeed() }
        let deadline = loop.assumeIsolated().scheduleTask(in: grace) {
            for session in self.sessions.values { session.abort() }
        }
        promise.futureResult.whenComplete { _ in deadline.cancel() }
        return promise.futureResult
    }

    /// One timer for all sessions, while there are any.
    private func scheduleSweep() {
        sweep = loop.assumeIsolated().scheduleTask(in: sweepInterval) { [weak self] in
            guard let self else { return }
            sweep = nil
            for session in sessions.values { session.timePassed() }
            if !sessions.isEmpty { scheduleSweep() }
        }
    }
}
