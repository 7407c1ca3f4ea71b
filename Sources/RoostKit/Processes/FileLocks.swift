import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Who holds a lock taken by `flock`, as `/proc/locks` tells. Linux only.
enum FileLocks {
    /// Processes of this machine that hold the file's lock, this one included; none where it cannot be told.
    static func holders(of path: FilePath) -> Set<Int32> {
        var status = stat()
        guard path.withPlatformString({ stat($0, &status) }) == 0, let table = try? SmallFile.read("/proc/locks") else {
            return []
        }
        let inode = ":\(status.st_ino)"
        var pids: Set<Int32> = []
        // 7: FLOCK  ADVISORY  READ 4711 00:2a:1234 0 EOF; one that is waited for has an arrow after the number.
        for line in String(decoding: table, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count > 5, words[1] == "FLOCK", words[5].hasSuffix(inode), let pid = Int32(words[4]) else {
                continue
            }
            pids.insert(pid)
        }
        return pids
    }
}
