import NIOCore

/// The sessions of a server that are open. Lives on the event loop.
final class SessionRegistry {
    private var sessions: [ObjectIdentifier: SessionHandler] = [:]
    private let maximum: Int
    private var drained: EventLoopPromise<Void>?

    init(maximum: Int) {
        self.maximum = maximum
    }

    var isShuttingDown: Bool { drained != nil }

    /// Takes a session in; false when it is one too many, and must go.
    func admit(_ session: SessionHandler) -> Bool {
        sessions[ObjectIdentifier(session)] = session
        return sessions.count <= maximum
    }

    func remove(_ session: SessionHandler) {
        sessions[ObjectIdentifier(session)] = nil
        if sessions.isEmpty { drained?.succeed() }
    }

    /// Tells all sessions to finish, and closes those that have not when `grace` is over.
    func shutDown(grace: TimeAmount, on loop: any EventLoop) -> EventLoopFuture<Void> {
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
}
