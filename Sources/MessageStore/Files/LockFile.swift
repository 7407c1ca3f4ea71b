import Glibc
import Synchronization
package import SystemPackage

/// A lock on a file, by `flock`: it ends with ``release()``, with this value, or with the process, however that ends.
package final class LockFile: Sendable {
    package enum Mode: Sendable {
        case shared, exclusive
    }

    /// -1 once released.
    private let descriptor: Mutex<CInt>

    private init(descriptor: CInt) {
        self.descriptor = Mutex(descriptor)
    }

    deinit {
        release()
    }

    /// Creates the file when it is missing and locks it; the file stays after the release.
    ///
    /// - Returns: `nil` when another holds it and `wait` is false.
    package static func acquire(_ path: FilePath, _ mode: Mode, wait: Bool) throws(StoreError) -> LockFile? {
        let operation = (mode == .shared ? LOCK_SH : LOCK_EX) | (wait ? 0 : LOCK_NB)
        do throws(Errno) {
            while true {
                let descriptor = try openFile(path, O_RDWR | O_CREAT)
                let lock = LockFile(descriptor: descriptor)
                do throws(Errno) {
                    _ = try check { Int(flock(descriptor, operation)) }
                } catch Errno.wouldBlock {
                    return nil
                }
                // The file may have been removed or replaced between its opening and its lock.
                let identity = try FileStatus(of: descriptor).identity
                if let now = try? FileStatus(of: path), now.identity == identity { return lock }
            }
        } catch {
            throw StoreError(error, "cannot lock \(path)")
        }
    }

    package func release() {
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            // Said, and not left to the close: a child that is just being started has the descriptor, too, until it runs.
            _ = flock(descriptor, LOCK_UN)
            closeFile(descriptor)
            descriptor = -1
        }
    }
}
