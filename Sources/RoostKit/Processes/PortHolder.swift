import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Who listens on a TCP port of this machine, as far as `/proc` lets us see. Linux only.
package enum PortHolder {
    /// `name[pid]`; `nil` when it cannot be read, as with a process of another user.
    package static func process(listeningOn port: Int) -> (name: String, pid: Int)? {
        SocketOwner.process(of: listeningSockets(on: port))
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
        for descriptor in SocketOwner.numberedEntries(of: folder) {
            guard let target = SocketOwner.link(folder.appending(String(descriptor))), target.hasSuffix("/listener")
            else {
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
            for line in SocketOwner.text(of: FilePath(table)).split(separator: "\n").dropFirst() {
                let columns = line.split(separator: " ")
                guard columns.count > 9, columns[1].hasSuffix(suffix), columns[3] == "0A" else { continue }
                inodes.insert(String(columns[9]))
            }
        }
        return inodes
    }
}
