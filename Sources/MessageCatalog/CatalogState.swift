package import MailCore
package import MessageStore

/// The messages of a store as one thread sees them: follows the log, then reads the messages, newest first.
///
/// A row is there as soon as its record is; what takes parsing (subject, originator and destination fields) follows,
/// unless an index has it. A one-shot command drives this itself, ``Catalog`` does so on a thread for a screen.
package struct CatalogState {
    private let store: Store
    private let follower: LogFollower
    private let shelf: IndexShelf
    private let tagRules: [TagRule]
    private let scope: Query?
    /// The messages that are not within the scope, or of which that is not known yet.
    private var outside = SummaryList()
    private var log = LogState()
    private var unread: [MessageID] = []
    /// Whether the log was once read to its end: what came later is shown at once, what was there before is read soon, and
    /// would take much memory until then.
    private var hasCaughtUp = false
    /// The segment that messages were last read of.
    private var reading: SegmentName?
    package private(set) var snapshot = Snapshot()

    /// - Parameters:
    ///   - scope: What all messages must match to be there at all.
    ///   - watches: Whether it is waited for what comes later, by ``descriptor``.
    package init(
        store: Store, tagRules: [TagRule] = [], scope: Query? = nil, watches: Bool = true
    ) throws(StoreError) {
        self.store = store
        self.tagRules = tagRules
        self.scope = scope
        let shelf = IndexShelf(store)
        self.shelf = shelf
        log.reserve(shelf.count)
        follower = try store.makeFollower(watches: watches, outlines: { shelf.open($0) })
    }

    /// Readable when the store's directory changed.
    package var descriptor: CInt { follower.descriptor }

    /// How many messages are still to be read.
    package var unreadCount: Int { unread.count }

    /// Takes in at most `limit` entries of the log; `false` when it was already read to its end.
    package mutating func readLog(limit: Int = 4096) throws(StoreError) -> Bool {
        let known = follower.nextKnown(limit: min(limit, 512))
        guard known.isEmpty else {
            for record in known {
                if case .added = log.add(record) { add(record, nil) }
            }
            snapshot.isComplete = false
            snapshot.revision += 1
            return true
        }
        let entries = try follower.next(limit: limit)
        for entry in entries { apply(entry) }
        guard !entries.isEmpty || !snapshot.isComplete else { return false }
        if entries.isEmpty { snapshot.keepNewestSessions() }
        snapshot.isComplete = entries.isEmpty
        hasCaughtUp = hasCaughtUp || entries.isEmpty
        snapshot.revision += 1
        return !entries.isEmpty
    }

    /// Parses at most `count` messages whose rows are not complete, newest first; `false` when there are none.
    package mutating func readMessages(count: Int) -> Bool {
        var left = count
        while left > 0, let id = unread.popLast() {
            guard let record = log.record(of: id), summary(of: id)?.isBare == true else { continue }
            if let reading, reading != record.location.segment, shelf.isPending(reading) { extendIndex(of: reading) }
            reading = record.location.segment
            left -= 1
            put(opener.summary(of: record))
        }
        snapshot.pending = unread.count
        guard left < count else { return false }
        snapshot.revision += 1
        return true
    }

    /// Parses some messages before all others.
    package mutating func readMessages(_ ids: [MessageID]) {
        var hasRead = false
        for id in ids where summary(of: id)?.isBare == true {
            guard let record = log.record(of: id) else { continue }
            put(opener.summary(of: record))
            hasRead = true
        }
        if hasRead { snapshot.revision += 1 }
    }

    /// Reads the whole store as it is now: every row complete.
    package mutating func readAll() throws(StoreError) {
        while try readLog() {}
        while readMessages(count: .max) {}
    }

    /// Keeps what was read of the messages for whoever reads the store next.
    ///
    /// - Parameter octets: Of a segment that must stand behind its index to make it worth it.
    package mutating func extendIndexes(behind octets: Int = Limits.unindexedOctets) {
        let segments = shelf.pendingSegments(of: octets)
        for segment in segments { extendIndex(of: segment) }
        guard !segments.isEmpty, unread.isEmpty else { return }
        // What was read of each message is in a file now, from which it is mapped: the room it took lies all over the heap,
        // and that of the list of those to read is free, too.
        unread = []
        Heap.trim()
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
        shelf.note(entry)
        switch entry.body {
        case .damage(let damage): snapshot.damages.append(damage.description)
        case .listener(let started, let text):
            snapshot.listenerChanges.append(ListenerChange(time: entry.time, isStart: started, text: text))
        case .session(let report):
            snapshot.sessions[entry.sequence] = report
            // Not each time: finding the oldest takes a look at all.
            if snapshot.sessions.count == 2 * Limits.sessionReports { snapshot.keepNewestSessions() }
        case .sessionAgain(let sequence, let count, let ended):
            snapshot.sessions[sequence]?.count = count
            snapshot.sessions[sequence]?.ended = ended
        case .message, .delete, .restore, .undelete, .evict, .settings, .compacted, .clear, .flags, .other: break
        }
        switch log.apply(entry) {
        case .added(let record):
            guard case .message(_, let envelope) = entry.body else { return }
            add(record, hasCaughtUp ? envelope : nil)
        case .removed(let ids):
            for id in ids {
                snapshot.messages[id] = nil
                outside[id] = nil
            }
        case .restored(let records):
            for record in records {
                add(record, nil)
                takeFlags(of: record.id)
            }
        case .flagged(let ids):
            for id in ids { takeFlags(of: id) }
        case .none:
            break
        }
    }

    /// - Parameter envelope: What a row shows until its message is read; `nil` for nothing.
    private mutating func add(_ record: MessageRecord, _ envelope: Envelope?) {
        guard let (index, row) = shelf.row(of: record) else {
            put(Summary(bare: record, envelope))
            unread.append(record.id)
            return
        }
        var summary = Summary(id: record.id, received: record.received, size: record.size, index: index, row: row)
        if !tagRules.isEmpty { summary.ruleTags = opener.ruleTags(of: summary) }
        put(summary)
    }

    private mutating func takeFlags(of id: MessageID) {
        guard var summary = summary(of: id) else { return }
        summary.isRead = log.isRead(id)
        summary.isPinned = log.isPinned(id)
        summary.marks = log.tags(id)
        put(summary)
    }

    private func summary(of id: MessageID) -> Summary? { snapshot.messages[id] ?? outside[id] }

    private mutating func put(_ summary: Summary) {
        guard let scope else { return snapshot.messages.put(summary) }
        let opener = opener
        let message = QueryMessage(summary, now: summary.received) { try? opener.document(of: summary.id) }
        let isInside = !summary.isBare && scope.matches(message)
        snapshot.messages[summary.id] = isInside ? summary : nil
        outside[summary.id] = isInside ? nil : summary
    }

    private mutating func extendIndex(of segment: SegmentName) {
        let (messages, outside) = (snapshot.messages, outside)
        guard let index = shelf.extend(segment, { messages[$0] ?? outside[$0] }) else { return }
        for row in 0..<index.rowCount {
            let known = index.row(row)
            guard known.bits & IndexRow.known != 0, var summary = summary(of: MessageID(known.id)),
                summary.received.microseconds == known.received
            else { continue }
            let wasBare = summary.isBare
            (summary.index, summary.row, summary.isBare) = (index, Int32(truncatingIfNeeded: row), false)
            if wasBare, !tagRules.isEmpty { summary.ruleTags = opener.ruleTags(of: summary) }
            put(summary)
        }
    }
}
