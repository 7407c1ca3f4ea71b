package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Which directory is the store: `--store`, else `ROOST_STORE`, else a `.roost` folder found upward from the working
/// directory, else `$XDG_DATA_HOME/roost`.
package enum StoreLocation {
    package static func resolve(
        option: String?, environment: [String: String], workingDirectory: FilePath
    ) throws(Failure) -> FilePath {
        if let named = option ?? environment["ROOST_STORE"].flatMap({ $0.isEmpty ? nil : $0 }) {
            guard !named.isEmpty else { throw Failure(.usage, "--store is empty: give it a directory") }
            return workingDirectory.pushing(FilePath(named)).lexicallyNormalized()
        }
        var folder = workingDirectory
        repeat {
            let candidate = folder.appending(".roost")
            if isDirectory(candidate) { return candidate }
        } while folder.removeLastComponent()
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return FilePath(data).appending("roost") }
        guard let home = environment["HOME"], home.hasPrefix("/") else {
            throw Failure(.unusable, "no place for the store: HOME is not set; name a directory with --store DIR")
        }
        return FilePath(home).appending(".local/share/roost")
    }

    private static func isDirectory(_ path: FilePath) -> Bool {
        var status = stat()
        return path.withPlatformString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

extension FilePath {
    /// The working directory of this process.
    package static var workingDirectory: FilePath {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return FilePath(platformString: path)
    }
}
