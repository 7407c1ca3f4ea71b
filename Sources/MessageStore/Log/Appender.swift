import MailCore
import SystemPackage

/// Writes behind the last record of a store, under its lock. Confined to the mutex of its store.
struct Appender {
    let directory: StoreDirectory
    let options: StoreOptions
    let clock: @Sendable () -> Timestamp
    private var reader: LogReader?

    /// What stands in the log now but is not yet forced to the disk.
    struct Written {
        var appended: [Appended]
        var file: SegmentFile
        var end: Int
        /// Why the records behind `appended` were not written.
        var error: StoreError?
    }

    init(directory: StoreDirectory, options: StoreOptions, clock: @escaping @Sendable () -> Timestamp) {
        self.directory = directory
        self.options = options
        self.clock = clock
    }

    /// The lock is held from catching up until the last octet is written, not while the disk is waited for.
    mutating func append(_ records: [PreparedRecord]) throws(StoreError) -> Written {
        // So that the lock is held for a moment only. Should it fail, it will again under the lock, and say so.
        _ = try? caughtUp()
        let lock = try lock()
        defer { lock.release() }
        let reader = try caughtUp()
        let file = try activeSegment(reader)
        return try write(records, to: file, reader)
    }

    /// The segment that is written to, and where it ends; `nil` when nothing was appended yet.
    var active: (file: SegmentFile, end: Int)? {
        reader?.scanner.map { ($0.file, $0.offset) }
    }

    private func lock() throws(StoreError) -> LockFile {
        let path = directory.lock
        let start = monotonicMilliseconds()
        var delay = 1
        while true {
            try directory.prepare()
            if let lock = try LockFile.acquire(path, .exclusive, wait: false) {
                lock.sign()
                return lock
            }
            guard monotonicMilliseconds() - start < options.lockWait else {
                let holder = LockFile.signature(of: path).map { "process \($0)" } ?? "another process"
                throw StoreError(.locked, "\(directory.path) is locked by \(holder); end it or try again")
            }
            pause(milliseconds: delay)
            delay = min(delay * 2, 20)
        }
    }

    /// A reader that stands behind the last whole record of the store that is at the path now.
    private mutating func caughtUp() throws(StoreError) -> LogReader {
        let reader: LogReader
        if let current = self.reader, current.file?.isInPlace ?? false {
            reader = current
        } else {
            reader = try LogReader(directory.path, .appending, atLast: true, io: options.io)
        }
        // Should reading fail, the next append begins anew.
        self.reader = nil
        while try reader.next() != nil {}
        self.reader = reader
        return reader
    }

    /// The segment to write to, with nothing behind its last whole record.
    private func activeSegment(_ reader: LogReader) throws(StoreError) -> SegmentFile {
        guard let file = reader.file else { return try create(number: 1, reader) }
        if !reader.tail.isEmpty, !file.hasFailed { try cutTail(of: file, reader) }
        if file.hasFailed || reader.isSealed { return try create(number: file.name.number + 1, reader) }
        guard reader.tail.lowerBound >= options.segment else { return file }
        var seal = RecordEncoder(salt: file.name.salt, start: reader.tail.lowerBound)
        let time = max(clock(), reader.time)
        seal.append(RecordKind.seal, sequence: reader.nextSequence, time: time, header: HeaderLines())
        let (count, error) = file.write(seal)
        if let error {
            if count > 0 { try? file.truncate(to: seal.start) }
            throw error
        }
        reader.wrote(
            through: seal.end, nextID: reader.nextID, nextSequence: reader.nextSequence + 1, time: time, isSealed: true)
        // A seal that is lost is no loss, since the next segment tells as much; records before it would be one.
        try? file.sync(through: seal.end)
        return try create(number: file.name.number + 1, reader)
    }

    private func create(number: UInt32, _ reader: LogReader) throws(StoreError) -> SegmentFile {
        let name = SegmentName(number: number, salt: .random(in: 0 ... .max))
        let file = try SegmentFile(name, in: directory.path, .creating, io: options.io)
        try directory.sync()
        reader.begin(file)
        return file
    }

    private func cutTail(of file: SegmentFile, _ reader: LogReader) throws(StoreError) {
        let tail = reader.tail
        directory.keepTail(of: file, tail, at: clock())
        try file.truncate(to: tail.lowerBound)
        reader.skipSequence()
    }

    private func write(
        _ records: [PreparedRecord], to file: SegmentFile, _ reader: LogReader
    ) throws(StoreError) -> Written {
        let time = max(clock(), reader.time)
        var encoder = RecordEncoder(salt: file.name.salt, start: reader.tail.lowerBound)
        var sequence = reader.nextSequence
        var id = reader.nextID
        if encoder.start == 0 {
            let header = HeaderLines(segment: file.name, nextID: id, nextSequence: sequence + 1)
            encoder.append(RecordKind.segment, sequence: sequence, time: time, header: header)
            sequence += 1
        }
        let preamble = encoder.ends.count
        var appended: [Appended] = []
        for record in records {
            let isMessage = record.kind == RecordKind.message
            let messageID = isMessage ? MessageID(id) : nil
            encoder.append(
                record.kind, sequence: sequence, time: time, header: record.header(id: messageID),
                content: record.content, contentChecksum: record.contentChecksum)
            appended.append(Appended(sequence: sequence, id: messageID))
            sequence += 1
            if isMessage { id += 1 }
        }
        let (count, error) = file.write(encoder)
        // A follower may have read what is whole already, so that stays and counts.
        let whole = encoder.ends.prefix { $0 <= encoder.start + count }.count
        let end = whole > 0 ? encoder.ends[whole - 1] : encoder.start
        let kept = max(0, whole - preamble)
        if let error {
            try? file.truncate(to: end)
            sequence = reader.nextSequence + UInt64(whole)
            id = reader.nextID + UInt64(appended.prefix(kept).count { $0.id != nil })
            reader.wrote(through: end, nextID: id, nextSequence: sequence, time: whole > 0 ? time : reader.time)
            guard kept > 0 else { throw error }
        } else {
            reader.wrote(through: end, nextID: id, nextSequence: sequence, time: time)
        }
        return Written(appended: Array(appended.prefix(kept)), file: file, end: end, error: error)
    }
}

extension HeaderLines {
    init(segment name: SegmentName, nextID: UInt64, nextSequence: UInt64) {
        self.init()
        append("format", "1")
        append("salt", padded(String(name.salt, radix: 16), to: 16))
        append("generation", "0")
        append("next-id", String(nextID))
        append("next-sequence", String(nextSequence))
    }
}
