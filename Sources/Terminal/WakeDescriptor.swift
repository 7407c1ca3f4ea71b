import Glibc

/// Wakes the thread that waits at a terminal, from any thread. A pipe: any number of signals before it looks are one.
package final class WakeDescriptor: Sendable {
    let reader: Int32
    let writer: Int32

    init() throws(TerminalError) {
        var descriptors: [Int32] = [-1, -1]
        guard pipe(&descriptors) == 0 else { throw .noPipe(errno: errno) }
        (reader, writer) = (descriptors[0], descriptors[1])
        for descriptor in descriptors {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        }
    }

    deinit {
        close(reader)
        close(writer)
    }

    package func signal() {
        // A full pipe is as good as a written one.
        _ = write(writer, [0 as UInt8], 1)
    }

    /// Whether there was a signal since the last look.
    func drain() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 256)
        var woken = false
        while read(reader, &buffer, buffer.count) > 0 { woken = true }
        return woken
    }
}
