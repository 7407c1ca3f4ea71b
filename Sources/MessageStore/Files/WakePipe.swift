import Glibc
import SystemPackage

/// Ends the wait of a thread that polls.
final class WakePipe: Sendable {
    /// To be polled only.
    let descriptor: CInt
    private let writeEnd: CInt

    init() throws(StoreError) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw StoreError(Errno(rawValue: errno), "cannot make a pipe") }
        (descriptor, writeEnd) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        close(descriptor)
        close(writeEnd)
    }

    func signal() {
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
    }
}

/// Whether one of the descriptors became readable, which is told for each; -1 waits for ever.
func awaitReadable(_ descriptors: [CInt], milliseconds: Int) -> [Bool] {
    var queries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&queries, nfds_t(queries.count), CInt(clamping: milliseconds))
    return queries.map { $0.revents != 0 }
}
