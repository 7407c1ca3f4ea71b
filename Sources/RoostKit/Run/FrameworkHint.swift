import Resources
import SystemPackage

/// Why a framework sent no mail under `roost run`, told from the files of a project.
struct FrameworkHint {
    var framework: String
    var advice: String

    /// The frameworks that a folder's files tell of.
    static func all(for folder: FilePath) -> [FrameworkHint] {
        // FRAMEWORK, tab, FILE or FILE:TEXT that gives it away, tab, what to do.
        EmbeddedText.hints.split(separator: "\n").compactMap { row in
            let columns = row.split(separator: "\t").map(String.init)
            guard columns.count == 3 else { return nil }
            let mark = columns[1].split(separator: ":", maxSplits: 1)
            guard let bytes = try? SmallFile.read(folder.appending(String(mark[0]))) else { return nil }
            guard mark.count == 1 || String(decoding: bytes, as: UTF8.self).contains(mark[1]) else { return nil }
            return FrameworkHint(framework: columns[0], advice: columns[2])
        }
    }
}
