package import MailCore
import Synchronization
package import SystemPackage

/// A directory of captured messages: a log that every process which works with it reads, and appends to under one lock.
package final class Store: Sendable {
    package enum Access: Sendable {
        /// Makes the directory, for its owner alone, when it is missing.
        case readWrite
        /// A missing store is an error; one that is there may be appended to all the same.
        case readExisting
    }

    package let directory: FilePath
    private let options: StoreOptions
    private let appender: Mutex<Appender>
    private let files = Mutex<[SegmentName: SegmentFile]>([:])

    /// - Throws: `missing`, `notAStore`, `insecure`, `notWritable`, `newerVersion`, or what the system says.
    package static func open(
        _ directory: FilePath, access: Access, clock: @escaping @Sendable () -> Timestamp
    ) throws(StoreError) -> Store {
        try open(directory, access: access, options: StoreOptions(), clock: clock)
    }

    static func open(
        _ directory: FilePath, access: Access, options: StoreOptions, clock: @escaping @Sendable () -> Timestamp
    ) throws(StoreError) -> Store {
        let place = StoreDirectory(path: directory, createsMissing: access == .readWrite, io: options.io)
        try place.prepare()
        try place.inspect()
        // Looks at the first record of the last segment, which refuses a newer format.
        let reader = try LogReader(directory, .reading, atLast: true, io: options.io)
        _ = try reader.next()
        return Store(place, options, clock)
    }

    private init(_ place: StoreDirectory, _ options: StoreOptions, _ clock: @escaping @Sendable () -> Timestamp) {
        directory = place.path
        self.options = options
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

    /// Forces to the disk what this process has appended without a sync.
    func synchronize() throws(StoreError) {
        let active = appender.withLock { appender in appender.active }
        if let active { try active.file.sync(through: active.end) }
    }

    /// Reads from the first record on.
    package func makeFollower() throws(StoreError) -> LogFollower {
        try LogFollower(directory, io: options.io)
    }

    private func write(_ records: [PreparedRecord]) throws(StoreError) -> Appender.Written {
        try appender.withLock { appender throws(StoreError) in try appender.append(records) }
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

    /// The segment of a record, opened once.
    func file(_ name: SegmentName) throws(StoreError) -> SegmentFile {
        try files.withLock { files throws(StoreError) in
            if let file = files[name] { return file }
            let file = try SegmentFile(name, in: directory, .reading, io: options.io)
            files[name] = file
            return file
        }
    }
}
