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
    /// Between two looks at the clock, for what becomes too old, in milliseconds.
    private static let rest = 60_000
    /// Between two attempts to compact, in milliseconds: what could not be compacted is not tried at every look.
    private static let compactionPace = 10_000
    /// After so many milliseconds the log is looked at whatever its size says, for what can no longer be restored.
    private static let longestRest = 600_000

    private func run(_ change: (Retention) -> Retention) throws(StoreError) {
        let watch = try DirectoryWatch(store.directory, polls: !store.io.mapsFiles)
        var history = LogHistory(store)
        var isFirst = true
        var nextCompaction = 0
        var nextLook = 0
        while true {
            watch.drain()
            let now = monotonicMilliseconds()
            let lacksRoom = now >= nextCompaction && !store.place.makeReserve()
            if try history.mayHaveExcess(at: store.clock()) || now >= nextLook || lacksRoom {
                nextLook = now + Self.longestRest
                guard try history.catchUp(isStopped: { awaitReadable([wake.descriptor], milliseconds: 0)[0] }) else {
                    return
                }
                do throws(StoreError) {
                    if isFirst, try adopt(change, history.state.retention) {
                        isFirst = false
                        continue
                    }
                    isFirst = false
                    let evicted = try store.evict(history.state)
                    if evicted > 0 { told(.evicted(count: evicted, history.state.retention)) }
                    let octets = now >= nextCompaction ? try store.compactWhereDue(history.state) : nil
                    if octets != nil || lacksRoom { nextCompaction = monotonicMilliseconds() + Self.compactionPace }
                    if let octets, octets > 0 { told(.compacted(octets: octets)) }
                } catch {
                    told(.failed(error))
                }
                history.rest()
            }
            if awaitReadable([wake.descriptor, watch.descriptor], milliseconds: Self.rest)[0] { return }
            if awaitReadable([wake.descriptor], milliseconds: Self.pace)[0] { return }
        }
    }

    /// Writes down what the retention is to be, when that is not what the log says.
    ///
    /// - Returns: Whether it was written.
    private func adopt(_ change: (Retention) -> Retention, _ present: Retention) throws(StoreError) -> Bool {
        guard change(present) != present else { return false }
        _ = try store.append([.settings(change(present))])
        return true
    }
}
