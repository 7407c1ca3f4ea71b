import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Other programs that Roost runs for a moment: with bytes on their standard input, and what they print as the answer.
enum Programs {
    /// The path of a program by its name; `nil` when PATH has none.
    static func find(_ name: String, _ environment: [String: String]) -> String? {
        if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
        return (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }

    /// Feeds a program and waits for its end; no longer than the time given, then it is killed.
    ///
    /// - Returns: Its exit status and what it printed, up to `limit` octets; `nil` when it could not be run or took too
    ///   long. Not to be called on the thread of a screen.
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String], input: [UInt8],
        milliseconds: Int64 = 5_000, limit: Int = 8 << 20
    ) -> (status: CInt, output: [UInt8])? {
        guard let toChild = pair(), let fromChild = pair() else { return nil }
        defer {
            close(toChild.write)
            close(fromChild.read)
        }
        let started = try? Spawn.start(
            program, arguments: arguments, environment: environment,
            descriptors: [0: toChild.read, 1: fromChild.write])
        close(toChild.read)
        close(fromChild.write)
        guard let pid = started else { return nil }
        let output = exchange(
            input, write: toChild.write, read: fromChild.read,
            until: SystemClock.monotonicMilliseconds() + milliseconds,
            limit: limit)
        if output == nil { kill(-pid, SIGKILL) }
        var status: CInt = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return output.map { (status, $0) }
    }

    /// Both ways at once, so that neither end waits for the other. `nil` when the time is up.
    private static func exchange(
        _ input: [UInt8], write: CInt, read: CInt, until end: Int64, limit: Int
    ) -> [UInt8]? {
        for descriptor in [write, read] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        var (written, output) = (0, [UInt8]())
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var isFeeding = !input.isEmpty
        if !isFeeding { shutdownInput(write) }
        while true {
            let left = end - SystemClock.monotonicMilliseconds()
            guard left > 0 else { return nil }
            var descriptors = [
                pollfd(fd: read, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isFeeding ? write : -1, events: Int16(POLLOUT), revents: 0),
            ]
            _ = poll(&descriptors, 2, CInt(clamping: left))
            if isFeeding, descriptors[1].revents != 0 {
                let count = input[written...].withUnsafeBytes { Glibc.write(write, $0.baseAddress, $0.count) }
                if count > 0 { written += count }
                if (count < 0 && errno != EAGAIN) || written == input.count {
                    isFeeding = false
                    shutdownInput(write)
                }
            }
            if descriptors[0].revents != 0 {
                let count = Glibc.read(read, &buffer, buffer.count)
                if count > 0 { output += buffer[..<count] }
                if count == 0 || (count < 0 && errno != EAGAIN) || output.count >= limit {
                    return Array(output.prefix(limit))
                }
            }
        }
    }

    /// The child sees the end of its input: the descriptor becomes one of nothing, and is closed by its owner.
    private static func shutdownInput(_ descriptor: CInt) {
        let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
        if nothing >= 0 {
            dup2(nothing, descriptor)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            close(nothing)
        }
    }

    private static func pair() -> (read: CInt, write: CInt)? {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
