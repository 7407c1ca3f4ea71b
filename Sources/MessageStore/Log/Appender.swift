import MailCore
import SystemPackage

/// Writes behind the last record of a store, under its lock. Confined to the mutex of its store.
struct Appender: ~Copyable {
    let directory: StoreDirectory
    let options: StoreOptions
    let clock: @Sendable () -> Timestamp
    private var lock: StoreLock?
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
        if reader == nil { _ = try? caughtUp() }
        try acquire()
        defer { release() }
        return try place(records)
    }

    /// As ``append(_:)``; `nil` when the lock is not free at once.
    mutating func appendAtOnce(_ records: [PreparedRecord]) throws(StoreError) -> Written? {
        guard try attempt() else { return nil }
        defer { release() }
        return try place(records)
    }

    /// Begins a segment with nothing in it but its first record.
    mutating func beginSegment() throws(StoreError) -> Written {
        try acquire()
        defer { release() }
        let reader = try caughtUp()
        var file = try activeSegment(reader)
        if reader.tail.lowerBound > 0 {
            try seal(file, reader)
            file = try create(number: file.name.number + 1, reader)
        }
        try sign(file.name)
        return try write([], to: file, reader)
    }

    mutating func cutTail() throws(StoreError) {
        try acquire()
        defer { release() }
        let reader = try caughtUp()
        if let file = reader.file, !reader.tail.isEmpty { try cutTail(of: file, reader) }
    }

    /// The segment that is written to, and where it ends; `nil` when nothing was appended yet.
    var active: (file: SegmentFile, end: Int)? {
        reader?.scanner.map { ($0.file, $0.offset) }
    }

    /// Waits for the lock, at most as long as the options say. Must be released.
    mutating func acquire() throws(StoreError) {
        let start = monotonicMilliseconds()
        var delay = 1
        while try !attempt() {
            guard monotonicMilliseconds() - start < options.lockWait else {
                let holder = StoreLock.holder(of: directory.lock).map { "process \($0)" } ?? "another process"
                throw StoreError(.locked, "\(directory.path) is locked by \(holder); end it or try again")
            }
            pause(milliseconds: delay)
            delay = min(delay * 2, 20)
        }
    }

    func release() { lock?.release() }

    /// Whether the lock is held now. Never waits.
    private mutating func attempt() throws(StoreError) -> Bool {
        while true {
            if lock == nil {
                try directory.prepare()
                guard !directory.isReadOnly else {
                    throw StoreError(.notWritable, "\(directory.path) belongs to another user: it can only be read")
                }
            }
            do throws(Errno) {
                if lock == nil { lock = try StoreLock(directory.lock) }
                switch try lock?.attempt() {
                case .held: return true
                case .busy: return false
                case .replaced, nil: lock = nil
                }
            } catch {
                throw StoreError(error, "cannot lock \(directory.lock)")
            }
        }
    }

    /// With the lock held. What makes room may take from the reserve for it.
    mutating func place(_ records: [PreparedRecord]) throws(StoreError) -> Written {
        do throws(StoreError) {
            return try tryToPlace(records)
        } catch {
            guard error.kind == .full, records.allSatisfy(\.makesRoom), directory.giveUpReserve() else { throw error }
            return try tryToPlace(records)
        }
    }

    private mutating func tryToPlace(_ records: [PreparedRecord]) throws(StoreError) -> Written {
        let reader = try caughtUp()
        let file = try activeSegment(reader)
        try sign(file.name)
        return try write(records, to: file, reader)
    }

    private mutating func sign(_ segment: SegmentName) throws(StoreError) {
        do throws(Errno) {
            try lock?.sign(segment)
        } catch {
            throw StoreError(error, "cannot write to \(directory.lock)")
        }
    }

    /// A reader that stands behind the last whole record of the store that is at the path now.
    private mutating func caughtUp() throws(StoreError) -> LogReader {
        let reader: LogReader
        let status = self.reader?.file.flatMap { try? FileStatus(of: $0.path) }
        if let current = self.reader, let file = current.file, let status, status.identity == file.identity {
            // Whoever begins another segment says so in the lock first.
            let isLast = lock?.names(file.name) ?? false
            if isLast, !current.isSealed, current.tail == status.size..<status.size { return current }
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
    private mutating func activeSegment(_ reader: LogReader) throws(StoreError) -> SegmentFile {
        guard let file = reader.file else { return try create(number: 1, reader) }
        if !reader.tail.isEmpty, !file.hasFailed { try cutTail(of: file, reader) }
        if file.hasFailed || reader.isSealed { return try create(number: file.name.number + 1, reader) }
        guard reader.tail.lowerBound >= options.segment else { return file }
        try seal(file, reader)
        return try create(number: file.name.number + 1, reader)
    }

    private func seal(_ file: SegmentFile, _ reader: LogReader) throws(StoreError) {
        var seal = RecordEncoder(salt: file.name.salt, start: reader.tail.lowerBound)
        let time = max(clock(), reader.time)
        seal.append(.seal, sequence: reader.nextSequence, time: time, header: HeaderLines())
        let (count, error) = file.write(seal)
        if let error {
            if count > 0 { try? file.truncate(to: seal.start) }
            throw error
        }
        reader.wrote(
            through: seal.end, nextID: reader.nextID, nextSequence: reader.nextSequence + 1, time: time, isSealed: true)
        // A seal that is lost is no loss, since the next segment tells as much; records before it would be one.
        try? file.sync(through: seal.end)
    }

    private mutating func create(number: UInt32, _ reader: LogReader) throws(StoreError) -> SegmentFile {
        let name = SegmentName(number: number, salt: .random(in: 0 ... .max))
        try sign(name)
        let file = try SegmentFile(name, in: directory.path, .creating, io: options.io)
        try directory.sync()
        _ = directory.makeReserve()
        reader.begin(file)
        return file
    }

    private func cutTail(of file: SegmentFile, _ reader: LogReader) throws(StoreError) {
        let tail = reader.tail
        // Best effort: it was never acknowledged.
        try? directory.keep(tail, of: file, as: "torn", at: clock())
        try file.truncate(to: tail.lowerBound)
        reader.skipSequence()
    }

    private func write(
        _ records: [PreparedRecord], to file: SegmentFile, _ reader: LogReader
    ) throws(StoreError) -> Written {
        let time = max(clock(), reader.time)
        var encoder = RecordEncoder(salt: file.name.salt, start: reader.tail.lowerBound, for: records)
        var sequence = reader.nextSequence
        var id = reader.nextID
        if encoder.start == 0 {
            let header = HeaderLines(
                segment: file.name, generation: 0, nextID: id, nextSequence: sequence + 1)
            encoder.append(.segment, sequence: sequence, time: time, header: header)
            sequence += 1
        }
        let preamble = encoder.ends.count
        var appended: [Appended] = []
        var session = reader.lastSession
        for record in records {
            let record = record.folded(into: &session, sequence: sequence)
            let isMessage = record.kind == .message
            let messageID = isMessage ? MessageID(id) : nil
            encoder.append(
                record.kind, sequence: sequence, time: time, id: messageID, header: record.header,
                content: record.content, contentChecksum: record.contentChecksum)
            appended.append(Appended(sequence: sequence, id: messageID))
            sequence += 1
            if isMessage { id += 1 }
        }
        // When a part of the batch is not written the next equal session begins a count of its own.
        reader.lastSession = nil
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
            reader.lastSession = session
            reader.wrote(through: end, nextID: id, nextSequence: sequence, time: time)
        }
        return Written(appended: Array(appended.prefix(kept)), file: file, end: end, error: error)
    }
}

extension PreparedRecord {
    /// A session that is equal in kind to the one told last becomes another count of it.
    fileprivate func folded(into last: inout SessionLog.Item?, sequence: UInt64) -> PreparedRecord {
        guard let report else { return self }
        guard let before = last, before.report.isEqualInKind(to: report) else {
            last = SessionLog.Item(sequence: sequence, report: report)
            return self
        }
        let count = before.report.count + report.count
        last?.report.count = count
        return PreparedRecord(sessionAgain: before.sequence, count: count, ended: report.ended)
    }
}
