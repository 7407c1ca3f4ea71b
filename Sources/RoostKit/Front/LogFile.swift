import SystemPackage

/// Where diagnostics go while a screen has the terminal, or nobody sits at one: `$XDG_STATE_HOME/roost/roost.log`.
enum LogFile {
    /// What is written to stderr from now on goes to the file, or nowhere when there can be none.
    static func takeStandardError(environment: [String: String]) {
        let file = open(environment) ?? (try? FileDescriptor.open("/dev/null", .writeOnly, options: .closeOnExec))
        guard let file else { return }
        _ = try? file.duplicate(as: .standardError)
        try? file.close()
    }

    private static func open(_ environment: [String: String]) -> FileDescriptor? {
        guard let folder = StateFolder.path(environment), StateFolder.make(folder) else { return nil }
        return try? FileDescriptor.open(
            folder.appending("roost.log"), .writeOnly, options: [.create, .append, .closeOnExec, .noFollow],
            permissions: .ownerReadWrite)
    }
}
