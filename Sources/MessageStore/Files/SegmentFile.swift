import Glibc
import Synchronization
import SystemPackage

/// An open segment. Closed when the last who reads or writes it lets go.
final class SegmentFile: Sendable {
    let name: SegmentName
    let path: FilePath
    let identity: FileIdentity
    private let descriptor: CInt
    private let io: FileIO
    private let synced: Mutex<Synced>
    private let mapping = Mutex<Octets?>(nil)

    /// Octets that this process has written, its last sync included or not.
    private let written = Atomic<Int>(0)

    private struct Synced {
        var end = 0
        /// After a failed sync the system may call the lost pages clean: a second one would lie.
        var hasFailed = false
    }

    enum Opening {
        case reading, appending, creating
    }

    convenience init(
        _ name: SegmentName, in directory: FilePath, _ opening: Opening, io: FileIO
    ) throws(StoreError) {
        try self.init(name, at: directory.appending(name.description), opening, io: io)
    }

    /// At a path that is not the one of its name, while it is no part of the log.
    init(_ name: SegmentName, at path: FilePath, _ opening: Opening, io: FileIO) throws(StoreError) {
        self.path = path
        let descriptor: CInt
        do throws(Errno) {
            switch opening {
            case .reading: descriptor = try openFile(path, O_RDONLY)
            case .appending: descriptor = try openFile(path, O_RDWR)
            case .creating: descriptor = try io.create(path)
            }
        } catch {
            throw StoreError(error, "cannot open \(path)")
        }
        self.name = name
        self.descriptor = descriptor
        self.io = io
        synced = Mutex(Synced())
        do throws(Errno) {
            identity = try FileStatus(of: descriptor).identity
        } catch {
            closeFile(descriptor)
            throw StoreError(error, "cannot look at \(path)")
        }
    }

    deinit {
        closeFile(descriptor)
    }

    /// Whether the path still names this file.
    var isInPlace: Bool { (try? FileStatus(of: path))?.identity == identity }

    func size() throws(StoreError) -> Int {
        do throws(Errno) { return try FileStatus(of: descriptor).size } catch { throw failure(error, "look at") }
    }

    /// The octets of a range, read; fewer where the file ends in it.
    func octets(_ range: Range<Int>) throws(StoreError) -> Octets {
        do throws(Errno) {
            return try Octets(reading: descriptor, range)
        } catch {
            throw failure(error, "read")
        }
    }

    /// The whole file as memory of the page cache. Only for one that is sealed: nobody cuts that off.
    ///
    /// - Returns: `nil` on a file system where that cannot be relied upon.
    func mapped() throws(StoreError) -> Octets? {
        guard io.mapsFiles else { return nil }
        return try mapping.withLock { mapping throws(StoreError) in
            if let mapping { return mapping }
            do throws(Errno) {
                let octets = try Octets(mapping: descriptor, 0..<FileStatus(of: descriptor).size)
                mapping = octets
                return octets
            } catch {
                throw failure(error, "map")
            }
        }
    }

    /// The octets of a range that lies in the file, without a copy when it is large or the file is mapped.
    ///
    /// Only what an appender has finished may be asked for: nobody cuts that off, so the memory stays valid.
    func withBytes<R>(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> R) throws(StoreError) -> R {
        if let mapping = mapping.withLock({ $0 }), range.upperBound <= mapping.bytes.count {
            return mapping[range].withBytes(body)
        }
        let octets: Octets
        if range.count >= 64 * 1024, io.mapsFiles {
            guard range.upperBound <= (try size()) else { throw short(range) }
            do throws(Errno) {
                octets = try Octets(mapping: descriptor, range)
            } catch {
                throw failure(error, "map")
            }
        } else {
            octets = try self.octets(range)
            guard octets.bytes.count == range.count else { throw short(range) }
        }
        return octets[0..<range.count].withBytes(body)
    }

    /// Writes all of it behind what is there, or as much as goes.
    ///
    /// - Returns: The octets written, and what stopped it before the end.
    func write(_ records: RecordEncoder) -> (count: Int, error: StoreError?) {
        records.withVectors { vectors in
            var vectors = vectors[...]
            var offset = records.start
            while !vectors.isEmpty {
                var count: Int
                do throws(Errno) {
                    count = try io.write(descriptor, Array(vectors), offset)
                } catch {
                    return (offset - records.start, failure(error, "write to"))
                }
                guard count > 0 else { return (offset - records.start, failure(.ioError, "write to")) }
                offset += count
                while let first = vectors.first, count > 0 {
                    if count >= first.iov_len {
                        count -= first.iov_len
                        vectors.removeFirst()
                    } else {
                        let rest = iovec(iov_base: first.iov_base + count, iov_len: first.iov_len - count)
                        vectors[vectors.startIndex] = rest
                        count = 0
                    }
                }
            }
            written.max(offset, ordering: .releasing)
            return (offset - records.start, nil)
        }
    }

    func truncate(to size: Int) throws(StoreError) {
        do throws(Errno) { try io.truncate(descriptor, size) } catch { throw failure(error, "truncate") }
    }

    /// Forces what stands before `end` to the disk, unless another's sync has done it meanwhile.
    func sync(through end: Int) throws(StoreError) {
        try synced.withLock { synced throws(StoreError) in
            guard !synced.hasFailed else { throw failure(.ioError, "sync") }
            guard synced.end < end else { return }
            do throws(Errno) {
                let end = max(end, written.load(ordering: .acquiring))
                try io.sync(descriptor)
                synced.end = end
            } catch {
                synced.hasFailed = true
                throw failure(error, "sync")
            }
        }
    }

    /// Whether a sync of it has failed; nothing more may be written to it then.
    var hasFailed: Bool { synced.withLock { $0.hasFailed } }

    private func failure(_ error: Errno, _ verb: String) -> StoreError {
        StoreError(error, "cannot \(verb) \(path)")
    }

    private func short(_ range: Range<Int>) -> StoreError {
        StoreError(.damaged, "\(path) ends before offset \(range.upperBound); the record there is lost")
    }
}
