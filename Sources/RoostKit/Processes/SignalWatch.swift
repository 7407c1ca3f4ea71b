import MessageCatalog
import MessageStore
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Signals as plain calls on a thread of their own. The handler only writes what it was told into a pipe.
package enum SignalWatch {
    package struct Signal: Sendable {
        package var number: CInt
        /// Whether the kernel sent it, as for a key of the terminal: then all processes of the job have got it.
        package var isFromKernel: Bool
    }

    /// Started at most once in a process.
    package static func start(_ signals: [CInt], received: @escaping @Sendable (Signal) -> Void) throws(Failure) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(.unusable, "cannot watch for signals: no descriptors left") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let reader = ends[0]
        signalWriter.store(ends[1], ordering: .releasing)
        do {
            try WorkerThread.start(name: "signals") {
                var byte: UInt8 = 0
                while true {
                    let count = read(reader, &byte, 1)
                    if count == 1 {
                        received(Signal(number: CInt(byte & ~kernelBit), isFromKernel: byte & kernelBit != 0))
                    } else if count == 0 || errno != EINTR {
                        return
                    }
                }
            }
        } catch {
            throw Failure(error)
        }
        for signal in signals {
            var action = sigaction()
            action.__sigaction_handler.sa_sigaction = { number, information, _ in
                let saved = errno
                var byte = UInt8(truncatingIfNeeded: number)
                if let information, information.pointee.si_code > 0 { byte |= kernelBit }
                _ = write(signalWriter.load(ordering: .acquiring), &byte, 1)
                errno = saved
            }
            action.sa_flags = SA_RESTART | SA_SIGINFO
            sigaction(signal, &action, nil)
        }
    }
}

/// Signals are numbers below 65.
private let kernelBit: UInt8 = 0x80

/// Where the handler writes; -1 for nowhere.
private let signalWriter = Atomic<CInt>(-1)
