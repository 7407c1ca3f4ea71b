import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Files and folders that an export makes.
enum ExportFile {
    /// Makes a folder, and those above it, unless it is there.
    static func makeFolder(_ folder: FilePath) throws(Failure) {
        var above = folder
        var missing: [FilePath] = []
        while above.removeLastComponent(), !above.isEmpty, above.withPlatformString({ access($0, F_OK) }) != 0 {
            missing.append(above)
        }
        for folder in missing.reversed() { _ = folder.withPlatformString { mkdir($0, 0o777) } }
        guard folder.withPlatformString({ mkdir($0, 0o777) }) == 0 || errno == EEXIST else {
            throw failure(folder, Errno(rawValue: errno))
        }
    }

    /// - Parameter force: Whether a file that is there is emptied; else it is an error.
    static func create(_ path: FilePath, force: Bool) throws(Failure) -> FileDescriptor {
        do {
            return try FileDescriptor.open(
                path, .writeOnly,
                options: [.create, .closeOnExec, .noFollow, force ? .truncate : .exclusiveCreate],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch {
            throw failure(path, error)
        }
    }

    static func write(_ bytes: [UInt8], to path: FilePath, force: Bool) throws(Failure) {
        let file = try create(path, force: force)
        do {
            _ = try file.closeAfter { try file.writeAll(bytes) }
        } catch {
            throw failure(path, error)
        }
    }

    static func failure(_ path: FilePath, _ error: any Error) -> Failure {
        let reason = error as? Errno == .fileExists ? "is there already; --force overwrites" : "\(error)"
        return Failure(.unusable, "export: \(path): \(reason)")
    }
}
