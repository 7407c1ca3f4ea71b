import MailCore
import MessageCatalog
import SystemPackage

/// Messages one after the other in one file.
struct MessageFile: MessageExport {
    private let path: FilePath
    private let file: FileDescriptor
    private let entry: @Sendable (MessageDocument) -> [UInt8]
    private var isEmpty = true

    private init(
        _ path: FilePath, force: Bool, entry: @escaping @Sendable (MessageDocument) -> [UInt8]
    ) throws(Failure) {
        self.path = path
        self.entry = entry
        file = try ExportFile.create(path, force: force)
    }

    static func mbox(_ path: FilePath, force: Bool) throws(Failure) -> MessageFile {
        try MessageFile(path, force: force, entry: mboxEntry)
    }

    /// A list object with the exact bytes a line.
    static func json(_ path: FilePath, force: Bool) throws(Failure) -> MessageFile {
        try MessageFile(path, force: force, entry: jsonEntry)
    }

    /// A list object a line.
    static func list(_ path: FilePath, force: Bool) throws(Failure) -> MessageFile {
        try MessageFile(path, force: force) { Array((MessageObject($0, withRaw: false).line + "\n").utf8) }
    }

    static func mboxEntry(_ document: MessageDocument) -> [UInt8] {
        Mbox.entry(
            content: document.source, reversePath: document.envelope.reversePath.address,
            received: document.summary.received)
    }

    static func jsonEntry(_ document: MessageDocument) -> [UInt8] {
        Array((MessageObject(document, withRaw: true).line + "\n").utf8)
    }

    mutating func write(_ document: MessageDocument) throws(Failure) -> [FilePath] {
        do { _ = try file.writeAll(entry(document)) } catch { throw ExportFile.failure(path, error) }
        defer { isEmpty = false }
        return isEmpty ? [path] : []
    }

    func finish() throws(Failure) {
        do { try file.close() } catch { throw ExportFile.failure(path, error) }
    }
}
