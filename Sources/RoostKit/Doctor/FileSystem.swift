import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The disk that a path is on, as far as it matters for a store. Linux only.
enum FileSystem {
    /// The type of the file system, `ext4`; `nil` when the system does not tell.
    static func type(of path: FilePath) -> String? {
        guard let table = try? SmallFile.read("/proc/self/mountinfo", limit: 1 << 20) else { return nil }
        var best: (point: String, type: String)?
        // 36 35 98:0 / /mnt rw,noatime master:1 - ext4 /dev/root rw
        for line in String(decoding: table, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 4, let dash = words.firstIndex(of: "-"), dash + 1 < words.count else { continue }
            let point = words[4]
            let isAbove = path.string == point || path.string.hasPrefix(point == "/" ? "/" : point + "/")
            if isAbove, point.count >= best?.point.count ?? 0 { best = (point, words[dash + 1]) }
        }
        return best?.type
    }

    /// Octets that this user may still write; `nil` when the system does not tell.
    static func free(at path: FilePath) -> Int? {
        var status = statvfs()
        guard path.withPlatformString({ statvfs($0, &status) }) == 0 else { return nil }
        return Int(status.f_bavail) * Int(status.f_frsize)
    }

    /// Octets of the files in a folder.
    static func size(of folder: FilePath) -> Int {
        ((try? FolderNames.read(folder)) ?? []).reduce(0) { sum, name in
            var status = stat()
            let path = folder.appending(name)
            return sum + (path.withPlatformString { lstat($0, &status) } == 0 ? Int(status.st_size) : 0)
        }
    }
}
