package import MailCore
package import MessageStore

/// The messages of a store as one thread sees them: follows the log, then reads the messages, newest first.
///
/// A row is there as soon as its record is; what takes parsing (subject, originator and destination fields) follows.
/// A one-shot command drives this itself, ``Catalog`` does so on a thread for a screen.
package struct CatalogState {
    private let store: Store
    private let follower: LogFollower
    private let tagRules: [TagRule]
    private var log = LogState()
    private var unread: [MessageID] = []
    package private(set) var snapshot = Snapshot()

    package init(store: Store, tagRules: [TagRule] = []) throws(StoreError) {
        self.store = store
        self.tagRules = tagRules
        follower = try store.makeFollower()
    }

    /// Readable when the store's directory changed.
    package var descriptor: CInt { follower.descriptor }

    /// Takes in at most `limit` entries of the log; `false` when it was already read to its end.
    package mutating func readLog(limit: Int = 4096) throws(StoreError) -> Bool {
        let entries = try follower.next(limit: limit)
        for entry in entries { apply(entry) }
        guard !entries.isEmpty || !snapshot.isComplete else { return false }
        snapshot.isComplete = entries.isEmpty
        snapshot.revision += 1
        return !entries.isEmpty
    }

    /// Parses at most `count` messages whose rows are not complete, newest first; `false` when there are none.
    package mutating func readMessages(count: Int) -> Bool {
        var left = count
        while left > 0, let id = unread.popLast() {
            guard let record = log.record(of: id), snapshot.messages[id] != nil else { continue }
            left -= 1
            snapshot.messages[id] = opener.summary(of: record)
        }
        guard left < count else { return false }
        snapshot.revision += 1
        return true
    }

    /// Reads the whole store as it is now: every row complete.
    package mutating func readAll() throws(StoreError) {
        while try readLog() {}
        while readMessages(count: .max) {}
    }

    /// Messages that were deleted to keep to the retention.
    package var evictedCount: Int { log.evictedCount }

    /// The record of a message that is not deleted.
    package func record(of id: MessageID) -> MessageRecord? { log.record(of: id) }

    /// Opens a message. Reading it marks nothing.
    package func document(of id: MessageID) throws(StoreError) -> MessageDocument? { try opener.document(of: id) }

    /// Opens the messages that are there now, on any thread.
    package var opener: MessageOpener { MessageOpener(store: store, log: log, tagRules: tagRules) }

    /// The deleted messages that can still be restored, opened, oldest first.
    package func deleted() throws(StoreError) -> [MessageDocument] {
        var documents: [MessageDocument] = []
        for record in log.deleted() {
            // One whose content is damaged, or is gone meanwhile, cannot be asked for.
            guard let document = try? opener.document(of: record) else { continue }
            documents.append(document)
        }
        return documents
    }

    private mutating func apply(_ entry: LogEntry) {
        switch entry.body {
        case .damage(let damage): snapshot.damages.append(damage.description)
        case .listener(let started, let text):
            snapshot.listenerChanges.append(ListenerChange(time: entry.time, isStart: started, text: text))
        case .session(let report):
            snapshot.sessions[entry.sequence] = report
            if snapshot.sessions.count > Limits.sessionReports, let first = snapshot.sessions.keys.min() {
                snapshot.sessions[first] = nil
            }
        case .sessionAgain(let sequence, let count, let ended):
            snapshot.sessions[sequence]?.count = count
            snapshot.sessions[sequence]?.ended = ended
        case .message, .delete, .restore, .undelete, .evict, .settings, .compacted, .clear, .flags, .other: break
        }
        switch log.apply(entry) {
        case .added(let record):
            snapshot.messages[record.id] = opener.bareSummary(of: record)
            unread.append(record.id)
        case .removed(let ids):
            for id in ids { snapshot.messages[id] = nil }
        case .restored(let records):
            for record in records {
                snapshot.messages[record.id] = opener.bareSummary(of: record)
                unread.append(record.id)
            }
        case .flagged(let ids):
            for id in ids {
                snapshot.messages[id]?.isRead = log.isRead(id)
                snapshot.messages[id]?.isPinned = log.isPinned(id)
                snapshot.messages[id]?.marks = log.tags(id)
            }
        case .none:
            break
        }
    }
}
