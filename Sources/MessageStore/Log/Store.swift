package import MailCore
import Synchronization
package import SystemPackage

/// A directory of captured messages: a log that every process which works with it reads, and appends to under one lock.
package final class Store: Sendable {
    package enum Access: Sendable {
        /// Makes the directory, for its owner alone, when it is missing.
        case readWrite
        /// A missing store is an error. One that is there may be appended to all the same, unless it belongs to another
        /// user or cannot be written to: then it is read and nothing else.
        case readExisting
    }

    package let directory: FilePath
    /// What a user should know about the place of the store, in a line; `nil` when there is nothing.
    package let warning: String?
    let place: StoreDirectory
    let options: StoreOptions
    let clock: @Sendable () -> Timestamp
    let segments: SegmentCache
    private let appender: Mutex<Appender>

    var io: FileIO { options.io }

    /// Whether it is another user's, or this one may not write to it.
    package var isReadOnly: Bool { place.isReadOnly || !mayWrite(directory) }

    /// - Throws: `missing`, `notAStore`, `insecure`, `notWritable`, `newerVersion`, or what the system says.
    package static func open(
        _ directory: FilePath, access: Access, clock: @escaping @Sendable () -> Timestamp
    ) throws(StoreError) -> Store {
        try open(directory, access: access, options: StoreOptions(), clock: clock)
    }

    static func open(
        _ directory: FilePath, access: Access, options: StoreOptions, clock: @escaping @Sendable () -> Timestamp
    ) throws(StoreError) -> Store {
        let place = StoreDirectory(
            path: directory, createsMissing: access == .readWrite, io: options.io, user: options.user)
        try place.prepare()
        try place.inspect()
        var options = options
        let isShared = options.io.isShared(directory)
        if isShared { options.io.mapsFiles = false }
        try LogReader(directory, .reading, atLast: true, io: options.io).readFirst()
        let warning =
            isShared
            ? "\(directory) is on a network or FUSE file system: one machine at a time may use it, and new mail shows late"
            : nil
        return Store(place, options, clock, warning)
    }

    private init(
        _ place: StoreDirectory, _ options: StoreOptions, _ clock: @escaping @Sendable () -> Timestamp,
        _ warning: String?
    ) {
        directory = place.path
        self.place = place
        self.options = options
        self.clock = clock
        self.warning = warning
        segments = SegmentCache(place.path, io: options.io)
        appender = Mutex(Appender(directory: place, options: options, clock: clock))
    }

    /// Appends records in order with one write; returns once they are as durable as the policy asks.
    ///
    /// Blocks. May be called from several threads and processes at once. When it throws, none of the messages stays
    /// in the log, but for one case: when the disk fills, the records before the first that found no room stay.
    ///
    /// - Throws: `locked`, `full`, `notWritable`, or what the system says.
    package func append(_ records: [NewRecord], sync: SyncPolicy = .always) throws(StoreError) -> [Appended] {
        var prepared: [PreparedRecord] = []
        for record in records { prepared.append(try PreparedRecord(record)) }
        let (appended, error) = try append(prepared, sync: sync)
        if let error { throw error }
        return appended
    }

    /// As ``append(_:sync:)-([NewRecord],_)``, but tells how far it came when the disk fills.
    func append(
        _ records: [PreparedRecord], sync: SyncPolicy
    ) throws(StoreError) -> (appended: [Appended], error: StoreError?) {
        guard !records.isEmpty else { return ([], nil) }
        return try finish(try write(records), sync)
    }

    /// As ``append(_:sync:)-([NewRecord],_)``, when this thread need not wait for another, nor for a lock.
    ///
    /// - Returns: `nil` when it would have to wait; then nothing was written.
    func appendAtOnce(_ record: PreparedRecord, sync: SyncPolicy) throws(StoreError) -> Appended? {
        let written: Appender.Written?? = try appender.withLockIfAvailable { appender throws(StoreError) in
            try appender.appendAtOnce([record])
        }
        guard let written = written ?? nil else { return nil }
        return try finish(written, sync).appended.first
    }

    /// Forces to the disk what this process has appended without a sync.
    func synchronize() throws(StoreError) {
        let active = appender.withLock { appender in appender.active }
        if let active { try active.file.sync(through: active.end) }
    }

    /// Reads from the first record on.
    ///
    /// - Parameters:
    ///   - watches: Whether it is waited for what comes later.
    ///   - outlines: What is known of a segment without reading it; messages known so come without envelope.
    package func makeFollower(
        watches: Bool = true,
        outlines: @escaping (SegmentName) -> (any SegmentOutline)? = { _ in nil }
    ) throws(StoreError) -> LogFollower {
        try LogFollower(directory, io: options.io, segments: segments, watches: watches, outlines: outlines)
    }

    /// Runs while no thread of this process holds the lock of the store: a process that stops itself with the lock
    /// held would stop all others that append.
    package func withoutLock(_ body: () -> Void) {
        appender.withLock { _ in body() }
    }

    /// Begins another segment, so that all before it may be written anew. With nothing torn behind it.
    func beginSegment() throws(StoreError) {
        let written = try appender.withLock { appender throws(StoreError) in try appender.beginSegment() }
        try written.file.sync(through: written.end)
    }

    /// Moves a torn tail aside, as the next append would.
    func cutTail() throws(StoreError) {
        try appender.withLock { appender throws(StoreError) in try appender.cutTail() }
    }

    private func write(_ records: [PreparedRecord]) throws(StoreError) -> Appender.Written {
        try appender.withLock { appender throws(StoreError) in try appender.append(records) }
    }

    private func finish(
        _ written: Appender.Written, _ sync: SyncPolicy
    ) throws(StoreError) -> (appended: [Appended], error: StoreError?) {
        if sync != .never {
            do throws(StoreError) {
                try written.file.sync(through: written.end)
            } catch {
                takeBack(written.appended)
                throw error
            }
        }
        return (written.appended, written.error)
    }

    /// Deletes messages whose sync failed: their sender was told so and will send them again.
    ///
    /// The appender goes on in a new segment. Best effort: a disk that fails this too loses them by itself.
    private func takeBack(_ appended: [Appended]) {
        let ids = appended.compactMap(\.id)
        guard !ids.isEmpty, let record = try? PreparedRecord(.delete(ids)), let written = try? write([record]) else {
            return
        }
        try? written.file.sync(through: written.end)
    }
}
