import MailCore
import SystemPackage

/// What a log comes to, for who looks at it now and then. Confined to one thread.
///
/// While the log may grow a good deal before anything is over the retention, nothing of it is held in memory: how far it
/// has grown is told by the sizes of its files, and then it is read again.
struct LogHistory {
    private let store: Store
    private var follower: LogFollower?
    private(set) var state = LogState()
    /// Where the log ended at the last look, and how far it may grow from there.
    private var end: (segment: SegmentName, offset: Int)?
    private var reach = 0
    private var nextExpiry = Timestamp(microseconds: .min)

    /// From so many octets on it is worth forgetting.
    private static let ample = 256 * 1024

    init(_ store: Store) {
        self.store = store
    }

    /// Whether something may be over the retention by now.
    func mayHaveExcess(at now: Timestamp) throws(StoreError) -> Bool {
        if now >= nextExpiry { return true }
        let growth = try growth()
        return growth > 0 && growth >= reach
    }

    /// Applies all that is written, unless it is told to stop.
    ///
    /// - Returns: Whether it came to the end.
    mutating func catchUp(isStopped: () -> Bool) throws(StoreError) -> Bool {
        if follower == nil { follower = try store.makeFollower(watches: false) }
        while let follower {
            let entries = try follower.next(limit: 4096)
            if entries.isEmpty { break }
            for entry in entries { _ = state.apply(entry) }
            if isStopped() { return false }
        }
        end = follower?.position
        return true
    }

    /// Until the log has grown as far as the retention lets it, or the oldest message is too old.
    mutating func rest() {
        reach = state.reach
        nextExpiry = state.nextExpiry
        guard reach >= Self.ample else { return }
        follower = nil
        state = LogState()
    }

    /// Octets behind the end that was seen last. What was compacted since counts for less, and holds less.
    private func growth() throws(StoreError) -> Int {
        var growth = 0
        for name in try segmentNames(in: store.directory) where end.map({ name >= $0.segment }) ?? true {
            growth += (try? FileStatus(of: store.directory.appending(name.description)).size) ?? 0
        }
        return growth - (end?.offset ?? 0)
    }
}
