import CNcursesw
import Glibc
import Synchronization

/// Gives the terminal back when this process crashes: what it takes is made beforehand, for a handler of signals may
/// neither allocate nor ask curses.
enum CrashGuard {
    private static let signals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT]

    /// After `newterm`, once per process.
    ///
    /// - Parameters:
    ///   - before: The modes of the terminal as they were before curses changed them.
    ///   - lastWords: One line that is left on the terminal.
    static func arm(descriptor: Int32, before: termios, lastWords: String) {
        var sequence = "\u{1B}[?2004l"
        for name in ["sgr0", "cnorm", "rmcup", "rmkx"] { sequence += capability(name) ?? "" }
        sequence += "\r\n" + lastWords + "\r\n"
        let estate = UnsafeMutablePointer<Estate>.allocate(capacity: 1)
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: sequence.utf8.count)
        _ = bytes.initialize(from: sequence.utf8)
        estate.initialize(
            to: Estate(
                descriptor: descriptor, modes: before, bytes: UnsafePointer(bytes.baseAddress), count: bytes.count))
        left.store(UInt(bitPattern: estate), ordering: .releasing)
        for number in signals {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                handBack()
                signal(number, SIG_DFL)
                raise(number)
            }
            action.sa_flags = SA_ONSTACK
            sigaction(number, &action, nil)
        }
    }

    static func disarm() { left.store(0, ordering: .releasing) }

    private static func capability(_ name: String) -> String? {
        guard let value = cncurses_capability(name) else { return nil }
        return String(cString: value)
    }
}

/// Never freed: a crash may come at any time.
private struct Estate {
    var descriptor: Int32
    var modes: termios
    var bytes: UnsafePointer<UInt8>?
    var count: Int
}

/// The address of the estate; 0 when there is nothing to give back.
private let left = Atomic<UInt>(0)

private func handBack() {
    guard let estate = UnsafeMutablePointer<Estate>(bitPattern: left.exchange(0, ordering: .acquiring)) else { return }
    _ = write(estate.pointee.descriptor, estate.pointee.bytes, estate.pointee.count)
    tcsetattr(estate.pointee.descriptor, TCSANOW, &estate.pointee.modes)
}
