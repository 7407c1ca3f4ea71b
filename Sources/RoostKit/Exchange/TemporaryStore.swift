import MessageStore
package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A directory for a store that is not meant to stay: in memory where that can be, else in the temp folder.
package struct TemporaryStore: Sendable {
    package let directory: FilePath

    package init(environment: [String: String]) throws(Failure) {
        let places = [environment["XDG_RUNTIME_DIR"], "/dev/shm", environment["TMPDIR"], "/tmp"]
        for place in places.compactMap(\.self) where place.hasPrefix("/") {
            var template = Array((place + "/roost-XXXXXX").utf8CString)
            guard mkdtemp(&template) != nil else { continue }
            directory = FilePath(String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
            return
        }
        throw Failure(.unusable, "cannot make a temporary folder; set TMPDIR to one that can be written to")
    }

    /// Becomes the store that an exported file is.
    package func take(_ file: FilePath) throws(Failure) {
        do throws(StoreError) {
            try ExportedSegment.place(file, in: directory)
        } catch {
            throw Failure(error.kind == .notAStore || error.kind == .gone ? .usage : .unusable, error.description)
        }
    }

    /// A store has no folders in it.
    package func remove() {
        for name in (try? FolderNames.read(directory)) ?? [] {
            _ = directory.appending(name).withPlatformString { unlink($0) }
        }
        _ = directory.withPlatformString { rmdir($0) }
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
