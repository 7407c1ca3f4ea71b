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
    private let changes: AsyncStream<Void>.Continuation
    private let writing: Mutex<Task<Void, Never>?>

    init(files: ListenerFiles) {
        self.files = files
        current = Mutex(ListenerStatus(pid: getpid(), started: SystemClock.now().rfc3339, listeners: []))
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        changes = continuation
        writing = Mutex(nil)
        let task = Task { [weak self] in
            for await _ in stream {
                guard let self else { return }
                try? files.write(status)
                try? await Task.sleep(for: .milliseconds(200))
            }
        }
        writing.withLock { $0 = task }
    }

    var status: ListenerStatus { current.withLock { $0 } }

    /// Writes the first status at once: whoever reads it knows that the ports accept.
    func listening(on endpoints: [(host: String, port: Int)]) throws {
        let status = current.withLock { status in
            status.listeners = endpoints.map { .init(scheme: "smtp", host: $0.host, port: $0.port) }
            return status
        }
        try files.write(status)
    }

    func change(_ body: (inout ListenerStatus) -> Void) {
        current.withLock { body(&$0) }
        changes.yield()
    }

    func count(_ event: ServerEvent) {
        change { status in
            switch event {
            case .connected:
                status.connections += 1
                status.open += 1
            case .disconnected(let rejected):
                status.open -= 1
                if rejected { status.rejected += 1 }
            case .stored:
                status.stored += 1
            case .storeFailed:
                break
            }
        }
    }

    func end() { changes.finish() }
}
