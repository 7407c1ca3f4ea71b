import MailCore
import SystemPackage

/// Reads a store from its first record on, and what is appended as it comes. Confined to one thread.
package final class LogFollower {
    private let directory: FilePath
    private let identity: FileIdentity
    /// `nil` where nobody waits for more: to end one takes the kernel some 15 ms.
    private let watch: DirectoryWatch?
    private let reader: LogReader
    private let segments: SegmentCache

    /// Where the records that are told of to nobody, and stand right before the next one, begin.
    private var untold: Int?

    init(
        _ directory: FilePath, io: FileIO, segments: SegmentCache, watches: Bool,
        outlines: @escaping (SegmentName) -> (any SegmentOutline)? = { _ in nil }
    ) throws(StoreError) {
        self.segments = segments
        self.directory = directory
        watch = watches ? try DirectoryWatch(directory, polls: !io.mapsFiles) : nil
        do throws(Errno) {
            identity = try FileStatus(of: directory).identity
        } catch {
            throw StoreError(error, "cannot watch \(directory)")
        }
        reader = try LogReader(directory, .reading, io: io, outlines: outlines)
    }

    /// Becomes readable when something in the directory changed. To be polled only; ``next(limit:)`` empties it.
    /// -1, which poll(2) passes over, when it does not watch.
    package var descriptor: CInt { watch?.descriptor ?? -1 }

    /// The segment that is read now, and the offset behind what was read of it.
    var position: (segment: SegmentName, offset: Int)? {
        reader.scanner.map { ($0.file.name, $0.offset) }
    }

    /// At most `limit` entries from where it stands; empty when all has been read. Never waits.
    ///
    /// - Throws: `gone` when the store was removed or replaced, `newerVersion`, or what the system says.
    package func next(limit: Int) throws(StoreError) -> [LogEntry] {
        // First, so that what is written from here on is told again.
        watch?.drain()
        var entries: [LogEntry] = []
        entries.reserveCapacity(min(limit, 256))
        while entries.count < limit {
            guard let item = try reader.next() else {
                if entries.isEmpty { try checkPlace() }
                break
            }
            if let entry = entry(item) {
                // Most calls find few; who finds more finds many.
                if entries.count == 256 { entries.reserveCapacity(limit) }
                entries.append(entry)
            }
            if case .outlined = item { break }
        }
        return entries
    }

    /// Messages that come next and are known from an outline, so that nothing of them is read; none where the log must be
    /// read.
    package func nextKnown(limit: Int) -> [MessageRecord] { reader.outlinedMessages(limit: limit) }

    private func entry(_ item: consuming LogReader.Item) -> LogEntry? {
        switch consume item {
        case .record(let record, let segment):
            switch record.frame.kind {
            case .segment, .seal:
                untold = record.offset == 0 ? 0 : nil
                return nil
            case .message, .delete, .restore, .clear, .flags, .listener, .session, .settings, .compacted, .other: break
            }
            let place =
                reader.isOutlined
                ? nil
                : RecordPlace(
                    segment: segment, generation: reader.generation, start: untold ?? record.offset,
                    offset: record.offset, end: record.end, checksum: record.frame.headerChecksum)
            if let entry = LogEntry(record, in: segment, reader.generation, at: place) {
                untold = nil
                if case .compacted(let compaction) = entry.body { segments.forget(compaction.segment) }
                return entry
            }
            let damage = Damage(
                file: segment.description, offset: record.offset, length: record.frame.length,
                what: "\(record.frame.kind) record with a header that says too little")
            return LogEntry(sequence: record.frame.sequence, time: record.frame.time, body: .damage(damage))
        case .outlined(let record):
            return LogEntry(
                sequence: record.sequence, time: record.received,
                body: .message(record, Envelope(reversePath: .null, forwardPaths: [])))
        case .damage(let damage):
            untold = nil
            return LogEntry(sequence: reader.nextSequence, time: reader.time, body: .damage(damage))
        }
    }

    private func checkPlace() throws(StoreError) {
        let isInPlace = (try? FileStatus(of: directory))?.identity == identity
        guard isInPlace, try reader.file.map({ file throws(StoreError) in try isInLog(file) }) ?? true else {
            throw StoreError(.gone, "\(directory) was removed or replaced; open the store again")
        }
    }

    /// Whether a segment is the file at its path, or was followed by another before it was removed.
    private func isInLog(_ file: SegmentFile) throws(StoreError) -> Bool {
        if file.isInPlace { return true }
        return try segmentNames(in: directory).contains { $0.number > file.name.number }
    }
}
