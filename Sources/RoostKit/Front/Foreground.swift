import SystemPackage
import TerminalText

#if canImport(Glibc)
import Glibc
#endif

/// Programs that are lent the terminal: the pager, and what messages are piped into. On the thread of the screen, which
/// has nothing to show meanwhile; mail still comes in.
struct Foreground: Sendable {
    let environment: [String: String]

    /// - Returns: What went wrong, in one line.
    func page(_ bytes: [UInt8]) -> String? {
        let pager = environment["PAGER"].flatMap { $0.isEmpty ? nil : $0 } ?? "less"
        return run(pager, input: bytes, waits: false)
    }

    /// One after the other.
    func pipe(_ sources: [[UInt8]], into command: String) -> String? {
        run(command, input: sources.flatMap { $0 }, waits: true)
    }

    /// - Parameter waits: Whether what the program printed stays until a key is pressed.
    private func run(_ command: String, input: [UInt8], waits: Bool) -> String? {
        guard let file = temporary(input) else { return "cannot write to a temporary file" }
        defer { close(file) }
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { return "the terminal cannot be opened" }
        defer { close(terminal) }
        let pid: pid_t
        do throws(Spawn.SystemError) {
            pid = try Spawn.start(
                "/bin/sh", arguments: ["-c", command], environment: environment,
                descriptors: [0: file, 1: terminal, 2: terminal], session: .shared)
        } catch {
            return error.description
        }
        var status: CInt = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        if waits {
            let text = "\n\(SafeText(line: command).string): exit \(code); press Enter "
            _ = text.utf8.withContiguousStorageIfAvailable { write(terminal, $0.baseAddress, $0.count) }
            var byte: UInt8 = 0
            while read(terminal, &byte, 1) == 1, byte != 0x0A, byte != 0x0D {}
        }
        return code == 0 || waits ? nil : "\(command) ended with \(code)"
    }

    /// At its start, and gone from the folder already.
    private func temporary(_ bytes: [UInt8]) -> CInt? {
        var template = Array("/tmp/roost-XXXXXX".utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else { return nil }
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        unlink(template)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 else {
                close(file)
                return nil
            }
            written += count
        }
        lseek(file, 0, SEEK_SET)
        return file
    }
}
