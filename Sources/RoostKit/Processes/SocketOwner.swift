import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Which process of this machine holds a socket, as far as `/proc` lets us see. Linux only.
enum SocketOwner {
    /// The process that has a descriptor of one of these sockets; `nil` when it cannot be seen, as with one of another
    /// user.
    ///
    /// - Parameter likely: looked at first; then the newest process, since a client is often young.
    static func process(of inodes: Set<String>, likely: Int? = nil) -> (name: String, pid: Int)? {
        guard !inodes.isEmpty else { return nil }
        if let likely, holds(likely, inodes) { return (name(of: likely), likely) }
        for pid in numberedEntries(of: FilePath("/proc")).reversed() where holds(pid, inodes) {
            return (name(of: pid), pid)
        }
        return nil
    }

    private static func holds(_ pid: Int, _ inodes: Set<String>) -> Bool {
        let folder = FilePath("/proc/\(pid)/fd")
        return numberedEntries(of: folder).contains { descriptor in
            guard let target = link(folder.appending(String(descriptor))), target.hasPrefix("socket:[") else {
                return false
            }
            return inodes.contains(String(target.dropFirst(8).dropLast()))
        }
    }

    private static func name(of pid: Int) -> String {
        let text = text(of: FilePath("/proc/\(pid)/comm"))
        return String(text.prefix { $0 != "\n" })
    }

    /// The entries of a folder whose names are numbers, as those of processes and descriptors are, in ascending order.
    static func numberedEntries(of folder: FilePath) -> [Int] {
        guard let directory = folder.withPlatformString({ opendir($0) }) else { return [] }
        defer { closedir(directory) }
        var numbers: [Int] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let number = Int(name) { numbers.append(number) }
        }
        return numbers.sorted()
    }

    static func link(_ path: FilePath) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = path.withPlatformString { readlink($0, &buffer, buffer.count) }
        guard length > 0 else { return nil }
        return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func text(of path: FilePath) -> String {
        guard let bytes = try? SmallFile.read(path) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
