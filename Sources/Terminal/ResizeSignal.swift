import Glibc
import Synchronization

/// Tells of another size of the terminal: SIGWINCH writes to a descriptor that is waited for.
enum ResizeSignal {
    /// From now on.
    static func take(writer: Int32) {
        resizeWriter.store(writer, ordering: .relaxed)
        installResizeHandler()
    }

    static func drop() { resizeWriter.store(-1, ordering: .relaxed) }
}

/// Where the signal handler writes; -1 for nowhere.
private let resizeWriter = Atomic<Int32>(-1)

private func installResizeHandler() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
        let saved = errno
        var byte: UInt8 = 0
        let descriptor = resizeWriter.load(ordering: .relaxed)
        if descriptor >= 0 { _ = write(descriptor, &byte, 1) }
        errno = saved
    }
    action.sa_flags = SA_RESTART
    sigaction(SIGWINCH, &action, nil)
}
