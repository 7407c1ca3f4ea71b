import InternetMessage
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
            snapshot.messages[id] = summary(of: record)
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
    package func document(of id: MessageID) throws(StoreError) -> MessageDocument? {
        try log.record(of: id).map { record throws(StoreError) in try document(of: record) }
    }

    private func document(of record: MessageRecord) throws(StoreError) -> MessageDocument {
        let header = try store.header(of: record)
        let reader = MessageReader(content: try store.content(of: record))
        let examination = reader.examine()
        let checks = MessageChecks.ofCapture(examination, reader, header: header, received: record.received)
        return MessageDocument(
            summary: summary(of: record, header, reader, examination, checks), header: header, reader: reader,
            examination: examination, checks: checks)
    }

    /// The deleted messages that can still be restored, opened, oldest first.
    package func deleted() throws(StoreError) -> [MessageDocument] {
        var documents: [MessageDocument] = []
        for record in log.deleted() {
            // One whose content is damaged, or is gone meanwhile, cannot be asked for.
            guard let document = try? document(of: record) else { continue }
            documents.append(document)
        }
        return documents
    }

    private mutating func apply(_ entry: LogEntry) {
        if case .damage(let damage) = entry.body { snapshot.damages.append(damage.description) }
        switch log.apply(entry) {
        case .added(let record):
            snapshot.messages[record.id] = bareSummary(of: record)
            unread.append(record.id)
        case .removed(let ids):
            for id in ids { snapshot.messages[id] = nil }
        case .restored(let records):
            for record in records {
                snapshot.messages[record.id] = bareSummary(of: record)
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

    private func bareSummary(of record: MessageRecord) -> Summary {
        Summary(
            id: record.id, received: record.received, size: record.size, isRead: log.isRead(record.id),
            isPinned: log.isPinned(record.id), marks: log.tags(record.id))
    }

    /// A damaged content still has a row: what its header says, and one defect.
    private func summary(of record: MessageRecord) -> Summary {
        do {
            let header = try store.header(of: record)
            let reader = MessageReader(content: try store.content(of: record))
            let examination = reader.examine()
            let checks = MessageChecks.ofCapture(examination, reader, header: header, received: record.received)
            return summary(of: record, header, reader, examination, checks)
        } catch {
            var summary = bareSummary(of: record)
            summary.defectCount = 1
            summary.subject = error.description
            return summary
        }
    }

    private func summary(
        of record: MessageRecord, _ header: MessageHeader, _ reader: MessageReader, _ examination: Examination,
        _ checks: [Check]
    ) -> Summary {
        var summary = bareSummary(of: record)
        summary.reversePath = header.envelope.reversePath.address
        summary.forwardPaths = header.envelope.forwardPaths.map(\.address)
        summary.subject = reader.subject
        summary.from = reader.mailboxes("From")
        summary.to = reader.mailboxes("To")
        summary.attachmentCount = examination.attachments.count
        summary.defectCount = examination.defects.count
        summary.checks = Check.Counts(checks)
        if !tagRules.isEmpty {
            let document = MessageDocument(
                summary: summary, header: header, reader: reader, examination: examination, checks: checks)
            // A rule asks about the message when it came, so that a tag does not go with time.
            let message = QueryMessage(document, now: record.received)
            summary.ruleTags = tagRules.filter { $0.query.matches(message) }.map(\.name)
        }
        return summary
    }
}
