import MailCore
import MessageCatalog
import MessageStore
import SMTPServer
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// The counters of a listener, and `listener.json`, which is written when they changed, at most five times a second.
final class StatusBoard: Sendable {
    private let files: ListenerFiles
    private let current: Mutex<ListenerStatus>
    private let changes: AsyncStream<Void>
    private let change: AsyncStream<Void>.Continuation

    init(files: ListenerFiles, rules: Int) {
        self.files = files
        var status = ListenerStatus(pid: getpid(), started: SystemClock.now().rfc3339, listeners: [])
        status.rules = rules
        current = Mutex(status)
        (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    var status: ListenerStatus { current.withLock { $0 } }

    /// - Parameter missing: Why ports that are not vital are missing, a line each.
    func listen(on endpoints: [ListenerStatus.Endpoint], missing: [String]) {
        current.withLock { status in
            status.listeners = endpoints
            status.missing = missing
        }
    }

    /// Writes the first status at once, which tells whoever reads it that the ports accept, and each change from then on.
    func start(openSessions: @escaping @Sendable () async -> [OpenSession]) throws {
        try files.write(status)
        Task { [self] in
            var written = status
            for await _ in changes {
                let sessions = await openSessions()
                let status = change { $0.sessions = ListenerStatus.Session.shown(of: sessions) }
                if status != written {
                    try? files.write(status)
                    written = status
                }
                // What a silent client does not do is no change that anybody tells.
                if !sessions.isEmpty { remindLater() }
                try? await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    @discardableResult
    func change(_ body: (inout ListenerStatus) -> Void) -> ListenerStatus {
        defer { change.yield() }
        return current.withLock { status in
            body(&status)
            return status
        }
    }

    func count(_ event: ServerEvent) {
        change { status in
            switch event {
            case .connected:
                status.connections += 1
                status.open += 1
            case .ended: status.open -= 1
            case .failed: status.rejected += 1
            case .stored: status.stored += 1
            case .storeFailed: break
            case .tlsUnavailable(let reason):
                let line = "no TLS: \(reason)"
                if !status.missing.contains(line) { status.missing.append(line) }
            }
        }
    }

    /// Tells once when the store takes no more messages, and once when it does again.
    func storeAnswered(_ problem: String?) {
        guard status.storeProblem != problem else { return }
        change { $0.storeProblem = problem }
        StandardOutput.diagnose(problem ?? "the store takes messages again")
    }

    func end() { change.finish() }

    private func remindLater() {
        Task { [change] in
            try? await Task.sleep(for: .seconds(1))
            change.yield()
        }
    }
}
