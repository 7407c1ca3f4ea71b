import MailCore
import SystemPackage

/// Goes through the records of all segments in order, and goes on when more have been written.
///
/// Confined to one thread, or to a lock.
final class LogReader {
    enum Item {
        case record(ScannedRecord, SegmentName)
        /// Known from an outline, and not read.
        case outlined(MessageRecord)
        case damage(Damage)
    }

    private let directory: FilePath
    private let io: FileIO
    private let opening: SegmentFile.Opening
    private let outlines: (SegmentName) -> (any SegmentOutline)?
    /// Of the segment that is read now, from the next of its records on.
    private var outline: (any SegmentOutline)?
    private var nextOutlined = 0
    private(set) var scanner: SegmentScanner?
    /// How often the segment that is read now was written anew.
    private(set) var generation: UInt64 = 0
    /// Another segment is known to follow, so this one will not grow.
    private var isSuperseded = false
    private(set) var isSealed = false
    /// Octets behind the last whole record, once ``next()`` has returned `nil`.
    private(set) var tail = 0..<0

    private(set) var nextID: UInt64 = 1
    private(set) var nextSequence: UInt64 = 1
    /// Of the last record.
    private(set) var time = Timestamp(microseconds: 0)

    /// The session that was told last, for an appender: one that is equal in kind is counted with it.
    var lastSession: SessionLog.Item?

    /// Starts at the first segment, or at the last from which ids and sequence numbers can be told.
    ///
    /// - Parameter outlines: What is known of a segment without reading it.
    init(
        _ directory: FilePath, _ opening: SegmentFile.Opening, atLast: Bool = false, io: FileIO,
        outlines: @escaping (SegmentName) -> (any SegmentOutline)? = { _ in nil }
    ) throws(StoreError) {
        self.directory = directory
        self.outlines = outlines
        self.opening = opening
        self.io = io
        guard atLast else { return }
        while try !openLast() {}
    }

    /// - Returns: Whether it came to an end: not when a segment was removed since the names were read.
    private func openLast() throws(StoreError) -> Bool {
        for name in try segmentNames(in: directory).reversed() {
            do throws(StoreError) {
                try open(name)
                if try startsWithSegmentRecord() { return true }
            } catch {
                guard error.kind == .gone else { throw error }
                return false
            }
        }
        return true
    }

    /// Whether what was returned last is known from an outline.
    var isOutlined: Bool { outline != nil }

    /// The segment that is read now.
    var file: SegmentFile? { scanner?.file }

    /// The next record or damage; `nil` when all that is written has been read. Never waits.
    func next() throws(StoreError) -> Item? {
        while true {
            if scanner == nil || isSealed {
                guard try advance() else { return nil }
            }
            if let item = try outlined() { return item }
            guard let step = try scanner?.next(isLast: !isSuperseded), let name = file?.name else { return nil }
            switch consume step {
            case .record(let record):
                try account(for: record)
                return .record(record, name)
            case .damage(let range):
                return damage(range, "no record")
            case .tail(let range):
                if isSuperseded {
                    isSealed = true
                    if !range.isEmpty { return damage(range, "no record") }
                } else if try segmentNames(in: directory).contains(where: { $0 > name }) {
                    // It was finished before the other was begun: what it holds now is all it ever will.
                    isSuperseded = true
                } else {
                    tail = range
                    return nil
                }
            }
        }
    }

    /// Takes note of the first record, which refuses a newer format.
    func readFirst() throws(StoreError) {
        guard let first = try scanner?.record(knownAt: 0), first.frame.kind == .segment else { return }
        try account(for: first)
    }

    /// Takes note of records that the caller has written behind the last one.
    func wrote(through end: Int, nextID: UInt64, nextSequence: UInt64, time: Timestamp, isSealed: Bool = false) {
        self.isSealed = isSealed
        scanner?.skip(to: end)
        self.nextID = nextID
        self.nextSequence = nextSequence
        self.time = time
        tail = end..<end
    }

    /// Goes on in a segment that the caller has created.
    func begin(_ file: SegmentFile) {
        scanner = SegmentScanner(file)
        generation = 0
        isSuperseded = false
        isSealed = false
        tail = 0..<0
        outline = nil
    }

    /// Passes over a number, so that it is not used twice.
    func skipSequence() {
        nextSequence += 1
        nextID += 1
    }

    private func advance() throws(StoreError) -> Bool {
        while true {
            let names = try segmentNames(in: directory)
            let current = file?.name
            guard let name = names.first(where: { name in current.map { name > $0 } ?? true }) else {
                tail = scanner.map { $0.offset..<$0.offset } ?? 0..<0
                return false
            }
            do throws(StoreError) {
                try open(name, isSuperseded: name != names.last)
                return true
            } catch {
                // All of it was dead, and it was removed since the names were read. They are read again, which tells a
                // store that is gone as a whole.
                guard error.kind == .gone else { throw error }
            }
        }
    }

    private func open(_ name: SegmentName, isSuperseded: Bool = false) throws(StoreError) {
        begin(try SegmentFile(name, in: directory, opening, io: io))
        self.isSuperseded = isSuperseded
        try begin(outlines(name))
    }

    /// Trusts an outline when it is of this file as it is: its first record tells the generation, the last one that it
    /// knows stands where it should.
    private func begin(_ outline: (any SegmentOutline)?) throws(StoreError) {
        guard let outline, let first = try scanner?.record(knownAt: 0), first.frame.kind == .segment,
            HeaderReader(first.header).number("generation") ?? 0 == outline.generation,
            let last = try scanner?.record(knownAt: outline.last.offset),
            last.frame.headerChecksum == outline.last.checksum, last.end == outline.end
        else { return }
        try account(for: first)
        self.outline = outline
        nextOutlined = 0
    }

    /// The messages that an outline knows of, from here to the first record that it does not.
    func outlinedMessages(limit: Int) -> [MessageRecord] {
        guard let outline else { return [] }
        var records: [MessageRecord] = []
        records.reserveCapacity(min(limit, outline.count - nextOutlined))
        while records.count < limit, nextOutlined < outline.count, case .message(let record) = outline[nextOutlined] {
            account(for: record)
            records.append(record)
            nextOutlined += 1
        }
        return records
    }

    private func account(for record: MessageRecord) {
        time = max(time, record.received)
        nextID = max(nextID, record.id.rawValue + 1)
        nextSequence = max(nextSequence, record.sequence + 1)
    }

    private func outlined() throws(StoreError) -> Item? {
        guard let outline else { return nil }
        guard nextOutlined < outline.count else {
            scanner?.skip(to: outline.end)
            self.outline = nil
            return nil
        }
        defer { nextOutlined += 1 }
        switch outline[nextOutlined] {
        case .message(let record):
            account(for: record)
            return .outlined(record)
        case .other(let offset):
            if let record = try scanner?.record(knownAt: offset), let name = file?.name {
                try account(for: record)
                return .record(record, name)
            }
            // Damaged since: the log itself says what is left behind it.
            scanner?.skip(to: offset)
            self.outline = nil
            return nil
        }
    }

    private func startsWithSegmentRecord() throws(StoreError) -> Bool {
        guard var scanner, case .record(let record) = try scanner.next(isLast: false) else { return false }
        return record.offset == 0 && record.frame.kind == .segment
    }

    private func account(for record: borrowing ScannedRecord) throws(StoreError) {
        let header = HeaderReader(record.header)
        time = max(time, record.frame.time)
        switch record.frame.kind {
        case .segment:
            if let format = header.number("format"), format > 1 {
                throw StoreError(
                    .newerVersion, "\(directory) has store format \(format), this Roost reads 1; use a newer Roost")
            }
            if record.offset == 0 { generation = header.number("generation") ?? 0 }
            nextID = max(nextID, header.number("next-id") ?? 1)
            nextSequence = max(nextSequence, header.number("next-sequence") ?? 1, record.frame.sequence + 1)
            return
        case .message:
            nextID = max(nextID, (header.number("id") ?? 0) + 1)
        case .seal:
            isSealed = true
        case .session:
            if opening == .appending { note(session: header, of: record.frame.sequence) }
        case .delete, .restore, .clear, .flags, .listener, .settings, .compacted, .other:
            break
        }
        if record.frame.sequence >= nextSequence {
            let lost = record.frame.sequence - nextSequence
            if record.frame.kind != .message { nextID += lost }
            nextSequence = record.frame.sequence + 1
        }
    }

    private func note(session header: HeaderReader, of sequence: UInt64) {
        if header.number("repeats") == nil {
            lastSession = SessionReport(header).map { SessionLog.Item(sequence: sequence, report: $0) }
        } else if header.number("repeats") == lastSession?.sequence, let count = header.number("count") {
            lastSession?.report.count = Int(count)
        }
    }

    private func damage(_ range: Range<Int>, _ what: String) -> Item {
        .damage(
            Damage(
                file: file?.name.description ?? "", offset: range.lowerBound, length: range.count, what: what))
    }
}

/// The segments of a store, in order.
func segmentNames(in directory: FilePath) throws(StoreError) -> [SegmentName] {
    do throws(Errno) {
        return try directoryNames(directory).compactMap { SegmentName($0) }.sorted()
    } catch {
        throw StoreError(error, "cannot list \(directory)")
    }
}
