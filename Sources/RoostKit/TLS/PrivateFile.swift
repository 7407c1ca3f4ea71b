import MailCore
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Small files that nobody but this user may have written, and secret ones that nobody else may read.
enum PrivateFile {
    enum Kind { case file, directory, other }

    struct Status {
        var kind: Kind
        var owner: uid_t
        var permissions: mode_t

        fileprivate init(_ status: stat) {
            kind =
                switch status.st_mode & S_IFMT {
                case S_IFREG: .file
                case S_IFDIR: .directory
                default: .other
                }
            owner = status.st_uid
            permissions = status.st_mode & 0o7777
        }
    }

    /// `nil` when there is nothing at the path.
    static func status(_ path: FilePath) throws(Failure) -> Status? {
        var status = stat()
        guard path.withPlatformString({ stat($0, &status) }) != 0 else { return Status(status) }
        let error = Errno(rawValue: errno)
        if error == .noSuchFileOrDirectory { return nil }
        throw Failure(.unusable, "cannot look at \(path): \(error); check permissions")
    }

    /// - Parameter forbidden: Permission bits that must not be set.
    static func checkOwner(
        _ path: FilePath, _ status: Status, forbidden: mode_t, remedy: String
    ) throws(Failure) {
        guard status.owner == geteuid() else {
            throw Failure(
                .unusable, "\(path) belongs to another user; remove it, or set XDG_STATE_HOME to a folder of your own")
        }
        guard status.permissions & forbidden == 0 else {
            throw Failure(.unusable, "others may get at \(path); run: \(remedy) \(path)")
        }
    }

    /// The octets of a file of this user; `nil` when there is none. Never through a symbolic link.
    static func read(_ path: FilePath, isSecret: Bool) throws(Failure) -> [UInt8]? {
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .noFollow, .nonBlocking])
            return try file.closeAfter {
                var found = stat()
                guard fstat(file.rawValue, &found) == 0 else { throw Errno(rawValue: errno) }
                let status = Status(found)
                guard status.kind == .file else {
                    throw Failure(.unusable, "\(path) is no file that Roost made; remove it")
                }
                try checkOwner(
                    path, status, forbidden: isSecret ? 0o077 : 0o022, remedy: isSecret ? "chmod 600" : "chmod 644")
                return try SmallFile.read(file, limit: Limits.certificateFile)
            }
        } catch let failure as Failure {
            throw failure
        } catch Errno.noSuchFileOrDirectory {
            return nil
        } catch {
            throw Failure(.unusable, "cannot read \(path): \(error); check owner and permissions")
        }
    }

    /// Makes a file appear whole and durable. One that is there already stays, unless it is to be replaced.
    static func publish(_ bytes: [UInt8], as path: FilePath, isSecret: Bool, replacing: Bool) throws(Errno) {
        let temporary = FilePath(path.string + ".\(UInt64.random(in: 0 ... .max)).new")
        do {
            let file = try FileDescriptor.open(
                temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
                permissions: FilePermissions(rawValue: isSecret ? 0o600 : 0o644))
            defer { _ = temporary.withPlatformString { unlink($0) } }
            try file.closeAfter {
                _ = try file.writeAll(bytes)
                try check(fsync(file.rawValue))
            }
            try temporary.withPlatformString { source in
                try path.withPlatformString { target in
                    guard !replacing else { return try check(rename(source, target)) }
                    if link(source, target) != 0, errno != EEXIST { throw Errno(rawValue: errno) }
                }
            }
            try sync(path.removingLastComponent())
        } catch let error as Errno {
            throw error
        } catch {
            throw Errno.ioError
        }
    }

    private static func sync(_ folder: FilePath) throws {
        let file = try FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec])
        try file.closeAfter { try check(fsync(file.rawValue)) }
    }

    private static func check(_ result: CInt) throws {
        guard result == 0 else { throw Errno(rawValue: errno) }
    }
}
