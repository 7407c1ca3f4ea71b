import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Files that are read or written in one go.
enum SmallFile {
    static func read(_ path: FilePath) throws -> [UInt8] {
        let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        return try file.closeAfter { try read(file) }
    }

    /// All that is left of an open file.
    static func read(_ file: FileDescriptor) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// Writes beside `path`, then renames: a reader sees the old bytes or the new ones, never a part.
    static func replace(_ path: FilePath, with bytes: [UInt8]) throws {
        var temporary = path
        temporary.extension = "new"
        let file = try FileDescriptor.open(
            temporary, .writeOnly, options: [.create, .truncate, .closeOnExec, .noFollow],
            permissions: .ownerReadWrite)
        _ = try file.closeAfter { try file.writeAll(bytes) }
        try rename(temporary, to: path)
    }

    private static func rename(_ source: FilePath, to target: FilePath) throws {
        let code = source.withPlatformString { from in target.withPlatformString { Glibc.rename(from, $0) } }
        guard code == 0 else { throw Errno(rawValue: Glibc.errno) }
    }
}
