import SystemPackage

/// Where diagnostics go while a screen has the terminal, or nobody sits at one: `$XDG_STATE_HOME/roost/roost.log`.
enum LogFile {
    /// What is written to stderr from now on goes to the file, or nowhere when there can be none.
    static func takeStandardError(environment: [String: String]) {
        take(usual(environment) ?? (try? FileDescriptor.open("/dev/null", .writeOnly, options: .closeOnExec)))
    }

    /// A file that was named.
    static func named(_ path: FilePath) throws(Failure) -> FileDescriptor {
        do {
            return try open(path)
        } catch {
            throw Failure(.unusable, "--log-file: \(path): \(error)")
        }
    }

    /// - Parameter file: Closed by this; `nil` leaves stderr as it is.
    static func take(_ file: FileDescriptor?) {
        guard let file else { return }
        _ = try? file.duplicate(as: .standardError)
        try? file.close()
    }

    /// Where the usual file is, for telling it.
    static func place(_ environment: [String: String]) -> String {
        StateFolder.path(environment)?.appending("roost.log").string ?? "no log file"
    }

    private static func usual(_ environment: [String: String]) -> FileDescriptor? {
        guard let folder = StateFolder.path(environment), StateFolder.make(folder) else { return nil }
        return try? open(folder.appending("roost.log"))
    }

    private static func open(_ path: FilePath) throws -> FileDescriptor {
        try FileDescriptor.open(
            path, .writeOnly, options: [.create, .append, .closeOnExec, .noFollow], permissions: .ownerReadWrite)
    }
}
