import SystemPackage

/// `roost inspect`: a content from outside of any store, as the parser reads it.
package enum Inspection {
    /// One object a line for one file; `-` is stdin.
    package static func line(of file: String) throws(Failure) -> String {
        do {
            let bytes = file == "-" ? try SmallFile.read(.standardInput) : try SmallFile.read(FilePath(file))
            return InspectionObject(content: bytes).line
        } catch {
            throw Failure(.usage, "cannot read \(file): \(error)")
        }
    }

    /// One object a line for each path; one that cannot be read has an object that says so.
    package static func line(ofPath path: String) -> String {
        do throws(Failure) {
            return try line(of: path)
        } catch {
            return (["error": error.description] as JSONMembers).line
        }
    }
}
