import MessageStore
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// A command that shares this process's terminal; signals that this process gets are passed on to it.
final class CommandChild: Sendable {
    /// `nil` once the child is gone, so that its number is never used for another process.
    private let pid = Mutex<pid_t?>(nil)

    private static let passedOn = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2]

    /// - Returns: Its exit code, 128 and the signal that ended it, 127 when there is no such program.
    func run(_ command: [String], environment: [String: String]) async throws(Failure) -> Int32 {
        try SignalWatch.start(Self.passedOn) { signal in
            // A key of the terminal has reached the child already.
            guard !signal.isFromKernel else { return }
            self.pid.withLock { pid in if let pid { _ = kill(pid, signal.number) } }
        }
        let started: pid_t
        do throws(Spawn.SystemError) {
            started = try pid.withLock { pid throws(Spawn.SystemError) in
                let started = try Spawn.start(
                    command[0], arguments: Array(command.dropFirst()), environment: environment,
                    descriptors: [0: 0, 1: 1, 2: 2], session: .shared)
                pid = started
                return started
            }
        } catch {
            StandardOutput.diagnose(error.description)
            return error.isMissing ? 127 : 126
        }
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        do {
            try WorkerThread.start(name: "command") { continuation.yield(self.wait(for: started)) }
        } catch {
            throw Failure(error)
        }
        for await code in stream { return code }
        return 128
    }

    private func wait(for child: pid_t) -> Int32 {
        var information = siginfo_t()
        while waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        pid.withLock { $0 = nil }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? status >> 8 & 0xFF : 128 + signal
    }
}
