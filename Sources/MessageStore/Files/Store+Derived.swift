import Glibc
import MailCore
import SystemPackage

/// Files beside the segments, `00000001-9f3c5d0a7be1c284.index`, that hold what was derived from them. The log alone is
/// the truth: they may be removed at any time, are never synced, and a failure with one is no failure of anything else.
extension Store {
    private static let suffix = ".index"

    private func derivedPath(of segment: SegmentName) -> FilePath {
        directory.appending(segment.description.dropLast(".roost".count) + Self.suffix)
    }

    /// Whether derived files are kept: not in a store that is only read, nor where files cannot be mapped.
    package var keepsDerivedFiles: Bool { io.mapsFiles && !isReadOnly }

    /// The segments there are now, in order; none when they cannot be listed.
    package var listedSegments: [SegmentName] { (try? segmentNames(in: directory)) ?? [] }

    /// What was derived from a segment; `nil` when there is nothing, or none that can be read.
    package func derivedFile(of segment: SegmentName) -> Octets? {
        guard let descriptor = try? openFile(derivedPath(of: segment), O_RDONLY) else { return nil }
        defer { closeFile(descriptor) }
        guard let size = try? FileStatus(of: descriptor).size else { return nil }
        return try? Octets(mapping: descriptor, 0..<size)
    }

    package func removeDerivedFile(of segment: SegmentName) { try? io.remove(derivedPath(of: segment)) }

    /// Puts a derived file in the place of another, which those who have it mapped keep. Under the lock only.
    package func replaceDerivedFile(of segment: SegmentName, with octets: Octets) throws(StoreError) {
        let path = derivedPath(of: segment)
        let draft = FilePath(path.string + Self.draftSuffix)
        do throws(Errno) {
            try? io.remove(draft)
            let descriptor = try io.create(draft)
            defer { closeFile(descriptor) }
            var offset = 0
            while offset < octets.bytes.count {
                let rest = UnsafeMutableRawPointer(mutating: octets.bytes.baseAddress.map { $0 + offset })
                let count = try io.write(
                    descriptor, [iovec(iov_base: rest, iov_len: octets.bytes.count - offset)], offset)
                guard count > 0 else { throw .ioError }
                offset += count
            }
            try io.rename(draft, path)
        } catch {
            try? io.remove(draft)
            throw StoreError(error, "cannot write \(path)")
        }
    }

    /// Runs while no other process changes derived files; not at all when one does.
    package func withDerivationLock(_ body: () -> Void) {
        let path = directory.appending("index.lock")
        guard let lock = try? LockFile.acquire(path, .exclusive, wait: false) else { return }
        removeOrphans()
        body()
        lock.release()
    }

    private static let draftSuffix = "-new"

    /// What is derived from segments that are gone, and what one that was killed has left.
    private func removeOrphans() {
        guard let names = try? directoryNames(directory) else { return }
        let kept = Set(names.compactMap { SegmentName($0) }.map { derivedPath(of: $0) })
        for name in names where name.hasSuffix(Self.suffix) || name.hasSuffix(Self.suffix + Self.draftSuffix) {
            let path = directory.appending(name)
            if !kept.contains(path) { try? io.remove(path) }
        }
    }
}
