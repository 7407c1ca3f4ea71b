import MailCore
import SystemPackage

/// Goes through the records of all segments in order, and goes on when more have been written.
///
/// Confined to one thread, or to a lock.
final class LogReader {
    enum Item {
        case record(ScannedRecord, SegmentName)
        case damage(Damage)
    }

    private let directory: FilePath
    private let io: FileIO
    private let opening: SegmentFile.Opening
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
    init(_ directory: FilePath, _ opening: SegmentFile.Opening, atLast: Bool = false, io: FileIO) throws(StoreError) {
        self.directory = directory
        self.opening = opening
        self.io = io
        guard atLast else { return }
        for name in try segmentNames(in: directory).reversed() {
            try open(name)
            if try startsWithSegmentRecord() { break }
        }
    }

    /// The segment that is read now.
    var file: SegmentFile? { scanner?.file }

    /// The next record or damage; `nil` when all that is written has been read. Never waits.
    func next() throws(StoreError) -> Item? {
        while true {
            if scanner == nil || isSealed {
                guard try advance() else { return nil }
            }
            guard let step = try scanner?.next(isLast: !isSuperseded), let name = file?.name else { return nil }
            switch step {
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
                // All of it was dead, and it was removed since the names were read.
                guard error.kind == .gone, name != names.last else { throw error }
            }
        }
    }

    private func open(_ name: SegmentName, isSuperseded: Bool = false) throws(StoreError) {
        begin(try SegmentFile(name, in: directory, opening, io: io))
        self.isSuperseded = isSuperseded
    }

    private func startsWithSegmentRecord() throws(StoreError) -> Bool {
        guard var scanner, case .record(let record) = try scanner.next(isLast: false) else { return false }
        return record.offset == 0 && record.frame.kind == .segment
    }

    private func account(for record: ScannedRecord) throws(StoreError) {
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
