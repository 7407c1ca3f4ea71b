package import MailCore
import SystemPackage

extension Store {
    /// Evicts what is over the retention, when there is no listener that does; for who has just appended messages.
    ///
    /// Reads the whole log.
    package func applyRetention() throws(StoreError) {
        let listener = try LockFile.acquire(place.listener, .shared, wait: false)
        guard let listener else { return }
        listener.release()
        let state = try readState()
        _ = try evict(state)
        _ = try compactWhereDue(state)
    }

    /// Gives back the room of what is deleted, which cannot be restored after that.
    ///
    /// - Parameter ids: Of the messages that go; `nil` for all that are deleted.
    /// - Returns: Octets given back, and messages that are gone.
    package func purge(_ ids: [MessageID]? = nil) throws(StoreError) -> (octets: Int, messages: Int) {
        guard var compactor = try Compactor.start(self, waits: true) else {
            throw StoreError(.locked, "\(directory) is being compacted by another process; try again")
        }
        let now = Timestamp(microseconds: .max)
        if let last = try segmentNames(in: directory).last,
            compactor.survey.state.dead(deletedBefore: now).contains(where: { $0.location.segment == last })
        {
            try beginSegment()
        }
        let result = try compactor.run(.all, deletedBefore: now, only: ids)
        _ = place.makeReserve()
        return (result.octets, result.messages)
    }

    /// What the log comes to now.
    package func readState() throws(StoreError) -> LogState {
        let follower = try makeFollower(watches: false)
        var state = LogState()
        while true {
            let entries = try follower.next(limit: 4096)
            if entries.isEmpty { return state }
            for entry in entries { _ = state.apply(entry) }
        }
    }

    /// - Returns: How many messages were evicted.
    func evict(_ state: LogState) throws(StoreError) -> Int {
        let excess = state.excess(at: clock())
        // A delete that is lost is made again.
        for start in stride(from: 0, to: excess.count, by: 50_000) {
            _ = try append([.evict(Array(excess[start..<min(start + 50_000, excess.count)]))], sync: .never)
        }
        return excess.count
    }

    /// Compacts the segments of which half is dead.
    ///
    /// - Returns: The octets given back; `nil` when no segment was due.
    func compactWhereDue(_ state: LogState) throws(StoreError) -> Int? {
        let now = clock()
        let sizes = try segmentNames(in: directory).map {
            ($0, (try? FileStatus(of: directory.appending($0.description)))?.size ?? 0)
        }
        let total = sizes.reduce(0) { $0 + $1.1 }
        let isRoomNeeded = !place.makeReserve() || state.retention.octets > 0 && total / 2 > state.retention.octets
        let limit =
            isRoomNeeded
            ? Timestamp(microseconds: .max)
            : Timestamp(microseconds: now.microseconds - Limits.restorableSeconds * 1_000_000)
        let dead = Dictionary(grouping: state.dead(deletedBefore: limit), by: \.location.segment)
        let isDue = sizes.dropLast().contains { name, size in
            guard let here = dead[name] else { return false }
            return here.reduce(0) { $0 + $1.length } * 2 >= size
        }
        guard isDue, var compactor = try Compactor.start(self) else { return nil }
        let result = try compactor.run(.half, deletedBefore: limit)
        _ = place.makeReserve()
        return result.octets
    }
}
