import MessageCatalog
import MessageStore
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Signals as plain calls on a thread of their own. The handler only writes the signal's number into a pipe.
package enum SignalWatch {
    /// Started at most once in a process.
    package static func start(_ signals: [CInt], received: @escaping @Sendable (CInt) -> Void) throws(Failure) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(.unusable, "cannot watch for signals: no descriptors left") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let reader = ends[0]
        signalWriter.store(ends[1], ordering: .releasing)
        do {
            try WorkerThread.start(name: "signals") {
                var number: UInt8 = 0
                while true {
                    let count = read(reader, &number, 1)
                    if count == 1 { received(CInt(number)) } else if count == 0 || errno != EINTR { return }
                }
            }
        } catch {
            throw Failure(error)
        }
        for signal in signals {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                let saved = errno
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(signalWriter.load(ordering: .acquiring), &byte, 1)
                errno = saved
            }
            action.sa_flags = SA_RESTART
            sigaction(signal, &action, nil)
        }
    }
}

/// Where the handler writes; -1 for nowhere.
private let signalWriter = Atomic<CInt>(-1)
