package import MailCore
package import MessageStore
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// The messages of a store for a live screen: a thread of its own follows the log and publishes snapshots.
package final class Catalog: Sendable {
    /// What the catalog is asked beside following; answered before the next message is parsed.
    private enum Request: Sendable {
        case perform(@Sendable (CatalogState) -> Void)
        case stop
    }

    private struct Shared: Sendable {
        var snapshot = Snapshot()
        var requests: [Request] = []
        /// The messages to be read before all others.
        var preferred: [MessageID] = []
    }

    private let shared = Mutex(Shared())
    private let wake: Pipe
    private let changed: @Sendable () -> Void
    private let failed: @Sendable (StoreError) -> Void

    /// - Parameters:
    ///   - scope: What all messages must match to be there at all.
    ///   - changed: called on the catalog's thread when ``snapshot``, or anything else in the store's folder, may be new.
    ///   - failed: called there once when the store cannot be followed any more; the last snapshot stays.
    package init(
        store: Store, tagRules: [TagRule] = [], scope: Query? = nil, changed: @escaping @Sendable () -> Void,
        failed: @escaping @Sendable (StoreError) -> Void
    ) throws(StoreError) {
        self.changed = changed
        self.failed = failed
        guard let wake = Pipe() else {
            throw StoreError(.failed, "cannot follow the store: out of file descriptors")
        }
        self.wake = wake
        try WorkerThread.start(name: "catalog") {
            do throws(StoreError) {
                var state = try CatalogState(store: store, tagRules: tagRules, scope: scope)
                try self.follow(&state)
            } catch {
                // Whoever has asked for the end may have removed the store since.
                if !self.isStopping { failed(error) }
            }
        }
    }

    /// The newest state of the store; O(1).
    package var snapshot: Snapshot { shared.withLock { $0.snapshot } }

    /// Runs `body` on the catalog's thread with its state as it is then: opening and exporting messages.
    package func perform(_ body: @escaping @Sendable (CatalogState) -> Void) { send(.perform(body)) }

    /// From now on these messages are read before all others: those on the screen.
    package func prefer(_ ids: [MessageID]) {
        shared.withLock { $0.preferred = ids }
        wake.signal()
    }

    /// Ends the thread; nothing is called any more soon after. The store may be removed at once.
    package func stop() { send(.stop) }

    private var isStopping: Bool {
        shared.withLock { shared in
            shared.requests.contains { if case .stop = $0 { true } else { false } }
        }
    }

    private func send(_ request: Request) {
        shared.withLock { $0.requests.append(request) }
        wake.signal()
    }

    private func follow(_ state: inout CatalogState) throws(StoreError) {
        while true {
            for request in shared.withLock({
                let all = $0.requests; $0.requests = []; return all
            }) {
                switch request {
                case .perform(let body):
                    body(state)
                case .stop:
                    return
                }
            }
            let hasMoreLog = try state.readLog()
            state.readMessages(shared.withLock { $0.preferred })
            let hasMoreMessages = hasMoreLog || state.readMessages(count: 32)
            if !hasMoreMessages { state.extendIndexes() }
            shared.withLock { $0.snapshot = state.snapshot }
            changed()
            if !hasMoreMessages { waitForNews(state.descriptor) }
        }
    }

    private func waitForNews(_ descriptor: CInt) {
        var descriptors = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&descriptors, 2, -1)
        wake.drain()
    }
}
