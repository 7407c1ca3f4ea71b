import MailCore
import MessageCatalog
import MessageStore
import SystemPackage

/// A file that is a store of its own, envelopes and dialogues with it.
struct StoreFile: MessageExport {
    private let path: FilePath
    private var segment: ExportedSegment
    private var isEmpty = true

    init(_ path: FilePath, force: Bool) throws(Failure) {
        self.path = path
        do { segment = try ExportedSegment(path: path, replaces: force) } catch { throw Failure(error) }
    }

    mutating func write(_ document: MessageDocument) throws(Failure) -> [FilePath] {
        let capture = Capture(
            envelope: document.envelope, origin: document.origin, dialogue: document.dialogue, content: document.source)
        let flags: [FlagChange] =
            (document.summary.isRead ? [.read] : []) + (document.summary.isPinned ? [.pinned] : [])
        do {
            try segment.append(
                capture, id: document.summary.id, received: document.summary.received, flags: flags)
        } catch {
            throw Failure(error)
        }
        defer { isEmpty = false }
        return isEmpty ? [path] : []
    }

    func finish() throws(Failure) {
        guard !isEmpty else { return segment.discard() }
        do { try segment.finish() } catch { throw Failure(error) }
    }
}
