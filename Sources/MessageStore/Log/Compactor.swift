import MailCore
import SystemPackage

/// Writes sealed segments anew without what is dead, or removes them. Others read the old ones meanwhile.
///
/// Holds `compact.lock` for as long as it lives; the lock of the store only for the moment of replacement.
struct Compactor: ~Copyable {
    private let store: Store
    private let lock: LockFile
    private let follower: LogFollower
    /// Of its own: what it replaces is looked at and told of under one hold of the lock.
    private var appender: Appender
    private(set) var survey = LogSurvey()

    /// What was given back.
    struct Result: Equatable {
        var octets = 0
        var messages = 0
    }

    /// Which segments are worth it.
    enum Choice {
        /// Those of which half is dead.
        case half
        /// All from which anything can be taken.
        case all
    }

    /// - Returns: `nil` when another process compacts this store.
    static func start(_ store: Store, waits: Bool = false) throws(StoreError) -> Compactor? {
        let path = store.directory.appending("compact.lock")
        guard let lock = try LockFile.acquire(path, .exclusive, wait: waits) else { return nil }
        // What one that was killed has left.
        for name in (try? directoryNames(store.directory)) ?? [] where name.hasPrefix(prefix) {
            try? store.io.remove(store.directory.appending(name))
        }
        var compactor = Compactor(store, lock, try store.makeFollower(watches: false))
        try compactor.catchUp()
        return compactor
    }

    private init(_ store: Store, _ lock: LockFile, _ follower: LogFollower) {
        self.store = store
        self.lock = lock
        self.follower = follower
        appender = Appender(directory: store.place, options: store.options, clock: store.clock)
    }

    /// - Parameters:
    ///   - time: Messages deleted before it are dead.
    ///   - ids: Of these only; `nil` for all.
    mutating func run(
        _ choice: Choice, deletedBefore time: Timestamp, only ids: [MessageID]? = nil
    ) throws(StoreError) -> Result {
        var result = Result()
        let chosen = ids.map { IDRanges($0) }
        let all = survey.state.dead(deletedBefore: time).filter { chosen?.contains($0.id) ?? true }
        let dead = Dictionary(grouping: all, by: \.location.segment)
        for name in try segmentNames(in: store.directory).dropLast() {
            let file = try SegmentFile(name, in: store.directory, .reading, io: store.io)
            let here = dead[name] ?? []
            if choice == .half, here.reduce(0, { $0 + $1.length }) * 2 < (try file.size()) { continue }
            guard let freed = try rewrite(file, without: IDRanges(here.map(\.id)), .dead) else { continue }
            result.octets += freed
            result.messages += here.count
        }
        return result
    }

    /// Takes out what is no record, and keeps it beside the log.
    mutating func repair(_ name: SegmentName) throws(StoreError) {
        let file = try SegmentFile(name, in: store.directory, .reading, io: store.io)
        _ = try rewrite(file, without: .none, .damage)
    }

    private enum Purpose { case dead, damage }

    private static let prefix = "compact-"

    /// - Returns: The octets given back; `nil` when the segment stays as it is.
    private mutating func rewrite(
        _ file: SegmentFile, without dead: IDRanges, _ purpose: Purpose
    ) throws(StoreError) -> Int? {
        let path = store.directory.appending(Self.prefix + file.name.description)
        let copy = SegmentCopy(of: file, survey: survey, dead: dead)
        guard let plan = try copy.plan(), purpose == .damage || plan.damages.isEmpty else { return nil }
        let size = try file.size()
        let isEmptied = plan.isEmpty && plan.damages.isEmpty
        guard isEmptied || plan.octets < size else { return nil }
        for damage in plan.damages { try store.place.keep(damage, of: file, as: "damaged", at: store.clock()) }
        defer { try? store.io.remove(path) }
        let freed = try size - (isEmptied ? 0 : copy.write(plan, to: path, io: store.io))
        try appender.acquire()
        defer { appender.release() }
        try catchUp()
        // Somebody may have restored what is about to go, or removed the store.
        let isRestored = survey.state.live().contains { dead.contains($0.id) }
        guard !isRestored, file.isInPlace else { return nil }
        // It stands before the replacement, so that nobody who reads on can miss what is gone.
        let compaction = Compaction(segment: file.name, dropped: dead, octets: freed)
        _ = try appender.place([PreparedRecord(compacted: compaction)])
        do throws(Errno) {
            if isEmptied { try store.io.remove(file.path) } else { try store.io.rename(path, file.path) }
            try store.io.syncDirectory(store.directory)
        } catch {
            throw StoreError(error, "cannot replace \(file.path)")
        }
        store.segments.forget(file.name)
        store.removeDerivedFile(of: file.name)
        try catchUp()
        return freed
    }

    private mutating func catchUp() throws(StoreError) {
        while true {
            let entries = try follower.next(limit: 4096)
            if entries.isEmpty { return }
            for entry in entries { survey.apply(entry) }
        }
    }
}
