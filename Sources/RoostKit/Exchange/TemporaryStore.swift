import MessageStore
package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A directory for a store that is not meant to stay: in memory where that can be, else in the temp folder.
///
/// Every process that needs it holds its lock; the last one that leaves removes it. What one that was killed has left is
/// removed when the next such store is made.
package struct TemporaryStore: Sendable {
    package let directory: FilePath
    private let lock: LockFile

    private static let prefix = "roost-"
    private static let lockName = "ephemeral"

    package init(environment: [String: String]) throws(Failure) {
        let places = [environment["XDG_RUNTIME_DIR"], Self.sharedMemory, environment["TMPDIR"], "/tmp"]
        for place in places.compactMap(\.self) where place.hasPrefix("/") {
            Self.removeLeftOvers(in: FilePath(place))
            var template = Array((place + "/" + Self.prefix + "XXXXXX").utf8CString)
            guard mkdtemp(&template) != nil else { continue }
            let made = FilePath(String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
            guard let lock = try? LockFile.acquire(made.appending(Self.lockName), .shared, wait: true) else {
                _ = made.withPlatformString { rmdir($0) }
                continue
            }
            directory = made
            self.lock = lock
            return
        }
        throw Failure(.unusable, "cannot make a temporary folder; set TMPDIR to one that can be written to")
    }

    /// Keeps a store of this kind that another process has made; `nil` for a store of any other kind.
    package init?(joining directory: FilePath) {
        guard (try? FolderNames.read(directory))?.contains(Self.lockName) ?? false,
            let lock = try? LockFile.acquire(directory.appending(Self.lockName), .shared, wait: true)
        else { return nil }
        self.directory = directory
        self.lock = lock
    }

    /// `nil` when too little of it is free for mail.
    private static var sharedMemory: String? {
        var status = statvfs()
        guard statvfs("/dev/shm", &status) == 0, status.f_bavail * status.f_frsize >= 256 * 1024 * 1024 else {
            return nil
        }
        return "/dev/shm"
    }

    private static func removeLeftOvers(in place: FilePath) {
        for name in (try? FolderNames.read(place)) ?? [] where name.hasPrefix(prefix) {
            TemporaryStore(joining: place.appending(name))?.remove()
        }
    }

    /// Becomes the store that an exported file is.
    package func take(_ file: FilePath) throws(Failure) {
        do throws(StoreError) {
            try ExportedSegment.place(file, in: directory)
        } catch {
            throw Failure(error.kind == .notAStore || error.kind == .gone ? .usage : .unusable, error.description)
        }
    }

    /// Unless another process needs it still. A store has no folders in it.
    package func remove() {
        lock.release()
        let path = directory.appending(Self.lockName)
        guard let last = try? LockFile.acquire(path, .exclusive, wait: false) else { return }
        defer { last.release() }
        // Out of the way first: who waits for its listener would make a file in it again meanwhile.
        let gone = FilePath(directory.string + ".gone")
        guard directory.withPlatformString({ from in gone.withPlatformString { rename(from, $0) } }) == 0 else {
            return
        }
        for name in (try? FolderNames.read(gone)) ?? [] {
            _ = gone.appending(name).withPlatformString { unlink($0) }
        }
        _ = gone.withPlatformString { rmdir($0) }
    }
}

/// The names in a folder.
enum FolderNames {
    /// Sorted, without `.` and `..`.
    static func read(_ folder: FilePath) throws(Errno) -> [String] {
        guard let stream = folder.withPlatformString({ opendir($0) }) else { throw Errno(rawValue: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
