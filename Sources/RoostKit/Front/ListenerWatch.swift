import MessageStore
import SystemPackage

/// Tells when the store's listener is gone, however it went: its lock is free then. Asked by the screen's thread only.
final class ListenerWatch {
    private let lock: FilePath
    private let ended: @Sendable () -> Void
    private var watched: Int32?

    /// - Parameter ended: Called on a thread of its own.
    init(lock: FilePath, ended: @escaping @Sendable () -> Void) {
        self.lock = lock
        self.ended = ended
    }

    /// Waits for the end of the listener with that pid, once.
    func watch(pid: Int32) {
        guard pid != watched else { return }
        let (lock, ended) = (lock, ended)
        do {
            try WorkerThread.start(name: "listener") {
                // Held for no longer than it takes to know: the next listener wants it for itself.
                try? LockFile.acquire(lock, .shared, wait: true)?.release()
                ended()
            }
            watched = pid
        } catch {
            // Without a thread the end is noticed with the next change of the store.
        }
    }
}
