import MailCore
import Synchronization
import SystemPackage

/// The segments that a process reads messages from, opened once, and where their records are now.
///
/// A compaction moves records: whoever still has the places of before is told the new ones, by the sequence number.
final class SegmentCache: Sendable {
    private struct Entry: Sendable {
        var file: SegmentFile
        var generation: UInt64
        /// By sequence number; made when a place of another generation is asked for.
        var places: [UInt64: MessageRecord.Location]?
    }

    private struct State: Sendable {
        var entries: [SegmentName: Entry] = [:]
        var newest = SegmentName(number: 0, salt: 0)
    }

    private let directory: FilePath
    private let io: FileIO
    private let state = Mutex(State())

    /// So many files are open at once, at most.
    private static let capacity = 128

    init(_ directory: FilePath, io: FileIO) {
        self.directory = directory
        self.io = io
    }

    /// - Throws: `gone` when the segment or the message was removed.
    func place(
        of record: MessageRecord
    ) throws(StoreError) -> (file: SegmentFile, location: MessageRecord.Location) {
        let location = record.location
        return try state.withLock { state throws(StoreError) in
            var entry = if let open = state.entries[location.segment] { open } else { try open(location.segment) }
            // Compacted behind the back of this process.
            if entry.generation < location.generation { entry = try open(location.segment) }
            state.newest = max(state.newest, location.segment)
            // All before the newest are sealed, so nobody cuts them off.
            if location.segment < state.newest { _ = try entry.file.mapped() }
            if entry.generation != location.generation, entry.places == nil {
                entry.places = try places(in: entry.file, entry.generation)
            }
            if state.entries.count >= Self.capacity { state.entries.removeAll() }
            state.entries[location.segment] = entry
            if entry.generation == location.generation { return (entry.file, location) }
            guard let now = entry.places?[record.sequence] else {
                throw StoreError(.gone, "message \(record.id) was deleted for good")
            }
            return (entry.file, now)
        }
    }

    /// Lets go of a segment, so that the room of one that was replaced is given back.
    func forget(_ name: SegmentName) {
        state.withLock { $0.entries[name] = nil }
    }

    private func open(_ name: SegmentName) throws(StoreError) -> Entry {
        let file = try SegmentFile(name, in: directory, .reading, io: io)
        return Entry(file: file, generation: try SegmentScanner.generation(of: file))
    }

    private func places(
        in file: SegmentFile, _ generation: UInt64
    ) throws(StoreError) -> [UInt64: MessageRecord.Location] {
        var places: [UInt64: MessageRecord.Location] = [:]
        var scanner = SegmentScanner(file)
        while true {
            switch try scanner.next(isLast: false) {
            case .record(let record):
                guard record.frame.kind == .message else { continue }
                places[record.frame.sequence] = MessageRecord.Location(
                    segment: file.name, generation: generation, offset: record.offset,
                    contentStart: record.frame.contentStart, contentChecksum: record.frame.contentChecksum)
            case .damage: continue
            case .tail: return places
            }
        }
    }
}
