import Glibc
import SystemPackage

/// Tells by a readable descriptor that something changed in a directory (inotify(7)).
struct DirectoryWatch: ~Copyable {
    /// To be polled only.
    let descriptor: CInt

    init(_ directory: FilePath) throws(Errno) {
        let descriptor = CInt(try check { Int(inotify_init1(CInt(IN_NONBLOCK | IN_CLOEXEC))) })
        let events = IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
        do throws(Errno) {
            _ = try check { directory.withPlatformString { Int(inotify_add_watch(descriptor, $0, UInt32(events))) } }
        } catch {
            closeFile(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit {
        closeFile(descriptor)
    }

    /// Forgets what was told so far. What changes from here on makes the descriptor readable again.
    func drain() {
        withUnsafeTemporaryAllocation(byteCount: 16 * 1024, alignment: 8) { buffer in
            while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
        }
    }
}
