import MailCore

/// Keeps a store to its retention and gives room back, on a thread of its own, for as long as a listener runs.
package final class LogKeeper: Sendable {
    /// What a keeper has to tell.
    package enum Event: Sendable, Equatable {
        /// So many messages were deleted to keep to the retention.
        case evicted(count: Int, Retention)
        /// So many octets were given back.
        case compacted(octets: Int)
        case failed(StoreError)
    }

    private let store: Store
    private let told: @Sendable (Event) -> Void
    private let wake: WakePipe
    private let hasEnded = Monitor(false)

    /// - Parameters:
    ///   - change: What the retention is changed to first, of what the store says.
    ///   - told: Called on the keeper's thread.
    package init(
        store: Store, change: @escaping @Sendable (Retention) -> Retention,
        told: @escaping @Sendable (Event) -> Void
    ) throws(StoreError) {
        self.store = store
        self.told = told
        wake = try WakePipe()
        try WorkerThread.start(name: "keeper") { [self] in
            do throws(StoreError) {
                try run(change)
            } catch {
                // A store that was removed is told by whoever appends to it.
                if error.kind != .gone { told(.failed(error)) }
            }
            hasEnded.withLock { $0 = true }
        }
    }

    /// Blocks until the thread has ended.
    package func finish() {
        wake.signal()
        _ = hasEnded.wait { $0 ? true : nil }
    }

    /// Between two looks at a store to which messages come, in milliseconds.
    private static let pace = 100
    /// Between two looks at one that is quiet, for what becomes too old, in milliseconds.
    private static let rest = 60_000

    private func run(_ change: (Retention) -> Retention) throws(StoreError) {
        let follower = try store.makeFollower()
        var state = LogState()
        var isFirst = true
        // What could not be compacted is not tried at every look.
        var nextCompaction = 0
        while true {
            while true {
                let entries = try follower.next(limit: 4096)
                if entries.isEmpty { break }
                for entry in entries { _ = state.apply(entry) }
                if awaitReadable([wake.descriptor], milliseconds: 0)[0] { return }
            }
            do throws(StoreError) {
                if isFirst, change(state.retention) != state.retention {
                    _ = try store.append([.settings(change(state.retention))])
                }
                isFirst = false
                let evicted = try store.evict(state)
                if evicted > 0 { told(.evicted(count: evicted, state.retention)) }
                if monotonicMilliseconds() >= nextCompaction, let octets = try store.compactWhereDue(state) {
                    nextCompaction = monotonicMilliseconds() + Self.rest / 6
                    if octets > 0 { told(.compacted(octets: octets)) }
                }
            } catch {
                told(.failed(error))
            }
            if awaitReadable([wake.descriptor, follower.descriptor], milliseconds: Self.rest)[0] { return }
            if awaitReadable([wake.descriptor], milliseconds: Self.pace)[0] { return }
        }
    }
}
