import SystemPackage

#if canImport(Glibc)
package import Glibc
#endif

/// The one way Roost starts another process: an empty signal mask, default signal actions, and no descriptor but those
/// it is given.
package enum Spawn {
    package struct SystemError: Error, CustomStringConvertible {
        package var description: String
        /// Whether there is no such program.
        package var isMissing: Bool
    }

    package enum Session: Sendable {
        /// Keys of the terminal do not reach it.
        case own
        /// It shares the terminal and the job of this process.
        case shared
    }

    /// - Parameters:
    ///   - program: A path, or a name that is looked for in `PATH`.
    ///   - descriptors: number in the child → descriptor here. 0, 1 and 2 are `/dev/null` unless given.
    /// - Returns: the child's pid.
    package static func start(
        _ program: String, arguments: [String], environment: [String: String], descriptors: [CInt: CInt],
        session: Session = .own
    ) throws(SystemError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for standard in CInt(0)...2 where descriptors[standard] == nil {
            posix_spawn_file_actions_addopen(&actions, standard, "/dev/null", standard == 0 ? O_RDONLY : O_WRONLY, 0)
        }
        for (target, source) in descriptors {
            posix_spawn_file_actions_adddup2(&actions, source, target)
        }
        for open in SocketOwner.numberedEntries(of: "/proc/self/fd") where open > 2 && descriptors[CInt(open)] == nil {
            posix_spawn_file_actions_addclose(&actions, CInt(open))
        }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // POSIX_SPAWN_SETSID, which feature macros hide from Swift
        let setsid: Int32 = session == .own ? 0x80 : 0
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | Int16(setsid))

        var pid = pid_t()
        let code = withCStrings([program] + arguments) { argv in
            withCStrings(environment.map { "\($0.key)=\($0.value)" }) { envp in
                posix_spawnp(&pid, program, &actions, &attributes, argv, envp)
            }
        }
        guard code == 0 else {
            throw SystemError(
                description: "cannot start \(program): \(String(cString: strerror(code)))", isMissing: code == ENOENT)
        }
        return pid
    }

    /// The path of the program that runs, whatever it was called by.
    package static var ownProgram: String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        guard length > 0 else { return CommandLine.arguments.first ?? "roost" }
        return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
