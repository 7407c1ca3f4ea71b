import MailCore
import MessageCatalog
import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// A Maildir: one file per message, unread ones in `new`, the others in `cur` with their flags in the name.
struct MaildirFolder: MessageExport {
    private let folder: FilePath
    private let force: Bool

    init(_ folder: FilePath, force: Bool) throws(Failure) {
        self.folder = folder
        self.force = force
        try ExportFile.makeFolder(folder)
        for name in ["cur", "new", "tmp"] { try ExportFile.makeFolder(folder.appending(name)) }
    }

    /// Padded, so that sorted names are in the order of receipt.
    private func digits(_ number: some CustomStringConvertible, _ count: Int) -> String {
        let text = number.description
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }

    func write(_ document: MessageDocument) throws(Failure) -> [FilePath] {
        let summary = document.summary
        let (seconds, microseconds) = summary.received.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let name = "\(seconds).M\(digits(microseconds, 6))R\(digits(summary.id, 8)).roost"
        let flags = (summary.isPinned ? "F" : "") + (summary.isRead ? "S" : "")
        let path = flags.isEmpty ? folder.appending("new/\(name)") : folder.appending("cur/\(name):2,\(flags)")
        // Readers take what is in new and cur for whole, so it is made whole elsewhere.
        let temporary = folder.appending("tmp/\(name)")
        try ExportFile.write(document.source, to: temporary, force: true)
        defer { _ = temporary.withPlatformString { unlink($0) } }
        let code = temporary.withPlatformString { from in
            path.withPlatformString { force ? rename(from, $0) : link(from, $0) }
        }
        guard code == 0 else { throw ExportFile.failure(path, Errno(rawValue: errno)) }
        return [path]
    }
}
