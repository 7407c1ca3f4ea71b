import SystemPackage

/// A file that somebody names on the command line.
package enum InputFile {
    /// The whole of it; `-` is stdin.
    package static func read(_ file: String) throws(Failure) -> [UInt8] {
        do {
            return file == "-" ? try SmallFile.read(.standardInput) : try SmallFile.read(FilePath(file))
        } catch {
            throw Failure(.usage, "cannot read \(file): \(error)")
        }
    }
}
