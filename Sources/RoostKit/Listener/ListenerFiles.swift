import FoundationEssentials
package import MessageCatalog
package import MessageStore
package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// The files of a store that tell of its listener: the lock that means being it, and what it says of itself.
package struct ListenerFiles: Sendable {
    /// Held exclusively by the one listener of the store; holds its pid.
    package let lock: FilePath
    /// Held shared by every screen of the store.
    package let fronts: FilePath
    private let status: FilePath

    package init(store: FilePath) {
        lock = store.appending("listener")
        fronts = store.appending("fronts")
        status = store.appending("listener.json")
    }

    /// Whether a listener is alive: its lock is held.
    package func isAlive() throws(StoreError) -> Bool {
        do throws(StoreError) {
            guard let free = try LockFile.acquire(lock, .exclusive, wait: false) else { return true }
            free.release()
            return false
        } catch {
            // Where there is no store there is no listener.
            guard error.kind == .gone else { throw error }
            return false
        }
    }

    /// What the living listener says of itself; `nil` when there is none, or when it does not listen yet.
    package func currentStatus() -> ListenerStatus? {
        guard (try? isAlive()) == true, let pid = pid(), let bytes = try? SmallFile.read(status),
            let read = try? JSONDecoder().decode(ListenerStatus.self, from: Data(bytes)), read.pid == pid
        else { return nil }
        return read
    }

    /// The pid that the holder of the lock wrote into it.
    package func pid() -> Int32? {
        guard let bytes = try? SmallFile.read(lock) else { return nil }
        return Int32(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
    }

    /// To be called with the lock held.
    package func write(pid: Int32) throws {
        let file = try FileDescriptor.open(lock, .writeOnly, options: [.truncate, .closeOnExec, .noFollow])
        _ = try file.closeAfter { try file.writeAll("\(pid)\n".utf8) }
    }

    package func write(_ new: ListenerStatus) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try SmallFile.replace(status, with: Array(encoder.encode(new)) + [0x0A])
    }
}
