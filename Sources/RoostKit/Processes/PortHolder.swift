import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Who listens on a TCP port of this machine, as far as `/proc` lets us see. Linux only.
package enum PortHolder {
    /// `name[pid]`; `nil` when it cannot be read, as with a process of another user.
    package static func process(listeningOn port: Int) -> (name: String, pid: Int)? {
        let inodes = listeningSockets(on: port)
        guard !inodes.isEmpty else { return nil }
        for pid in numberedEntries(of: FilePath("/proc")) {
            let folder = FilePath("/proc/\(pid)/fd")
            for descriptor in numberedEntries(of: folder) {
                guard let target = link(folder.appending(String(descriptor))), target.hasPrefix("socket:["),
                    inodes.contains(String(target.dropFirst(8).dropLast()))
                else { continue }
                return (text(of: FilePath("/proc/\(pid)/comm")).trimmed, pid)
            }
        }
        return nil
    }

    /// One line about a port that is taken: by whom, and what to do.
    package static func explanation(port: Int) -> String {
        guard let holder = process(listeningOn: port) else {
            return "port \(port) is held by another user; perhaps a published container port "
                + "(docker ps --filter publish=\(port)); choose another with --listen PORT"
        }
        guard holder.name == "roost" else {
            return "port \(port) is held by \(holder.name)[\(holder.pid)]; end it or choose another with --listen PORT"
        }
        guard let store = storeOfListener(pid: holder.pid) else {
            return "port \(port) is held by another roost[\(holder.pid)]; stop it or choose another with --listen PORT"
        }
        return "port \(port) is held by roost[\(holder.pid)] on another store; "
            + "open that one with: roost --store \(store), or choose another port with --listen PORT"
    }

    /// A listener keeps its lock file open, and that lies in its store.
    private static func storeOfListener(pid: Int) -> String? {
        let folder = FilePath("/proc/\(pid)/fd")
        for descriptor in numberedEntries(of: folder) {
            guard let target = link(folder.appending(String(descriptor))), target.hasSuffix("/listener") else {
                continue
            }
            return String(target.dropLast("/listener".count))
        }
        return nil
    }

    private static func listeningSockets(on port: Int) -> Set<String> {
        let hex = String(port, radix: 16, uppercase: true)
        let suffix = ":" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
        var inodes: Set<String> = []
        for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
            for line in text(of: FilePath(table)).split(separator: "\n").dropFirst() {
                let columns = line.split(separator: " ")
                guard columns.count > 9, columns[1].hasSuffix(suffix), columns[3] == "0A" else { continue }
                inodes.insert(String(columns[9]))
            }
        }
        return inodes
    }

    /// The entries of a folder whose names are numbers, as those of processes and descriptors are.
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

    private static func link(_ path: FilePath) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = path.withPlatformString { readlink($0, &buffer, buffer.count) }
        guard length > 0 else { return nil }
        return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func text(of path: FilePath) -> String {
        guard let bytes = try? SmallFile.read(path) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()) }
}
