import Foundation
import Testing

/// The program on a terminal of its own that shows nothing: what it writes comes as it is, but for line ends.
final class TerminalChild {
    private let child: Child
    private let master: Int32
    private(set) var written: [UInt8] = []

    /// TIOCSPTLCK and TIOCGPTPEER of ioctl_tty(2), for which Swift has no name.
    private static let (setLock, openPeer): (UInt, UInt) = (0x4004_5431, 0x5441)

    init(_ arguments: [String], at scratch: Scratch, environment: [String: String] = [:]) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: CInt = 0
        try #require(ioctl(master, Self.setLock, &locked) == 0)
        let slave = ioctl(master, Self.openPeer, O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(slave >= 0)
        defer { close(slave) }
        child = try Child(
            Program.path, arguments, at: scratch, descriptors: [0: slave, 1: slave, 2: slave], environment: environment)
    }

    deinit { close(master) }

    var pid: Int32 { child.pid }
    var text: String { String(decoding: written, as: UTF8.self) }

    /// Until the text is there or, without one, until the program has closed the terminal; gives up when nothing comes for
    /// 20 s.
    func read(until text: String? = nil) {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while text.map({ !self.text.contains($0) }) ?? true {
            var descriptor = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, 20_000) > 0 else {
                Issue.record("\(text ?? "the end") never came: \(self.text)")
                return
            }
            let count = Glibc.read(master, &chunk, chunk.count)
            guard count > 0 else { return }
            written += chunk[..<count]
        }
    }

    /// All it writes, and how it ended.
    func end() -> (code: Int32, text: String) {
        read()
        return (child.wait(), text)
    }
}
