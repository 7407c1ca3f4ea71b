import MessageCatalog
import MessageStore

#if canImport(Glibc)
import Glibc
#endif

/// Signals as plain calls on a thread of their own: they are blocked everywhere else and waited for there.
///
/// Must be started before any other thread, since threads inherit what is blocked.
package enum SignalWatch {
    package static func start(_ signals: [CInt], received: @escaping @Sendable (CInt) -> Void) throws(Failure) {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        let watched = set
        do {
            try WorkerThread.start(name: "signals") {
                var set = watched
                var signal: CInt = 0
                while sigwait(&set, &signal) == 0 { received(signal) }
            }
        } catch {
            throw Failure(error)
        }
    }

    /// A peer that closed its end is told by the failed write, never by a signal.
    package static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }
}
