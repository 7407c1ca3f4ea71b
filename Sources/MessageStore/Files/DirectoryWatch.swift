import Glibc
import Synchronization
import SystemPackage

/// Tells by a readable descriptor that something may have changed in a directory: by inotify(7), and where that does not
/// tell, four times a second.
final class DirectoryWatch {
    private enum Source {
        case inotify(CInt)
        case clock(WakePipe, isStopped: Stop)
    }

    private final class Stop: Sendable {
        let isStopped = Atomic(false)
    }

    private let source: Source

    /// Between two looks where changes are not announced, in milliseconds.
    private static let pace = 250

    init(_ directory: FilePath, polls: Bool) throws(StoreError) {
        if !polls, let descriptor = try? Self.inotify(directory) {
            source = .inotify(descriptor)
            return
        }
        let (pipe, stop) = (try WakePipe(), Stop())
        try WorkerThread.start(name: "poll") {
            while !stop.isStopped.load(ordering: .relaxed) {
                pipe.signal()
                pause(milliseconds: Self.pace)
            }
        }
        source = .clock(pipe, isStopped: stop)
    }

    deinit {
        switch source {
        case .inotify(let descriptor): closeFile(descriptor)
        case .clock(_, let stop): stop.isStopped.store(true, ordering: .relaxed)
        }
    }

    /// To be polled only.
    var descriptor: CInt {
        switch source {
        case .inotify(let descriptor): descriptor
        case .clock(let pipe, _): pipe.descriptor
        }
    }

    /// Forgets what was told so far. What changes from here on makes the descriptor readable again.
    func drain() {
        let descriptor = descriptor
        withUnsafeTemporaryAllocation(byteCount: 16 * 1024, alignment: 8) { buffer in
            while read(descriptor, buffer.baseAddress, buffer.count) == buffer.count {}
        }
    }

    private static func inotify(_ directory: FilePath) throws(Errno) -> CInt {
        let descriptor = CInt(try check { Int(inotify_init1(CInt(IN_NONBLOCK | IN_CLOEXEC))) })
        let events = IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
        do throws(Errno) {
            _ = try check { directory.withPlatformString { Int(inotify_add_watch(descriptor, $0, UInt32(events))) } }
        } catch {
            closeFile(descriptor)
            throw error
        }
        return descriptor
    }
}
