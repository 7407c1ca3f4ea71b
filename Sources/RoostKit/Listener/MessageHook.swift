import MailCore
import MessageCatalog
import MessageStore
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// `--on-message`: a command for every message, its content on stdin, its object in `ROOST_MESSAGE`. At most four run at
/// once; the others wait, none is left out.
final class MessageHook: Sendable {
    private static let atOnce = 4
    /// Octets of a variable's text; the kernel takes no more than 128 KiB (`MAX_ARG_STRLEN`).
    private static let longestObject = 120_000

    private let command: String
    private let environment: [String: String]
    /// A pipe that holds an octet for each command that may still be started.
    private let slots: (take: CInt, give: CInt)

    init(_ command: String, environment: [String: String]) throws(Failure) {
        self.command = command
        self.environment = environment
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(.unusable, "--on-message: no descriptors left") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        slots = (ends[0], ends[1])
        for _ in 0..<Self.atOnce { give() }
    }

    /// Returns once the command is started, which waits while too many run.
    func run(for document: MessageDocument) {
        take()
        let id = document.summary.id
        do {
            let child = try start(document)
            try WorkerThread.start(name: "on-message") {
                let code = Self.wait(for: child)
                if code != 0 { StandardOutput.diagnose("--on-message: message \(id): the command ended with \(code)") }
                self.give()
            }
        } catch {
            StandardOutput.diagnose("--on-message: message \(id): \(error)")
            give()
        }
    }

    /// Returns once no command runs any more.
    func finish() {
        for _ in 0..<Self.atOnce { take() }
        for _ in 0..<Self.atOnce { give() }
    }

    private func start(_ document: MessageDocument) throws -> pid_t {
        var environment = environment
        let object = MessageObject(document, withRaw: false).line
        environment["ROOST_MESSAGE"] =
            object.utf8.count <= Self.longestObject ? object : "{\"id\":\(document.summary.id)}"
        let input = try Self.file(holding: document.source)
        defer { try? input.close() }
        return try Spawn.start(
            "/bin/sh", arguments: ["-c", command], environment: environment,
            descriptors: [0: input.rawValue, 1: STDERR_FILENO, 2: STDERR_FILENO])
    }

    /// A file without a name, so that a command that does not read its input stops nobody.
    private static func file(holding bytes: [UInt8]) throws -> FileDescriptor {
        var template = Array("/tmp/roost-XXXXXX".utf8CString)
        let raw = mkstemp(&template)
        guard raw >= 0 else { throw Errno(rawValue: errno) }
        unlink(template)
        let file = FileDescriptor(rawValue: raw)
        _ = fcntl(raw, F_SETFD, FD_CLOEXEC)
        do {
            try file.writeAll(bytes)
            try file.seek(offset: 0, from: .start)
        } catch {
            try? file.close()
            throw error
        }
        return file
    }

    private static func wait(for child: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }

    private func take() {
        var byte: UInt8 = 0
        while read(slots.take, &byte, 1) < 0, errno == EINTR {}
    }

    private func give() {
        var byte: UInt8 = 0
        while write(slots.give, &byte, 1) < 0, errno == EINTR {}
    }
}
