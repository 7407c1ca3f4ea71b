import InternetMessage
package import MailCore
package import MessageStore

/// Opens messages of a store on any thread, as the log was at one moment.
package struct MessageOpener: Sendable {
    let store: Store
    let log: LogState
    let tagRules: [TagRule]

    /// Opens a message; `nil` when it is deleted. Reading it marks nothing.
    package func document(of id: MessageID) throws(StoreError) -> MessageDocument? {
        try log.record(of: id).map { record throws(StoreError) in try document(of: record) }
    }

    func document(of record: MessageRecord) throws(StoreError) -> MessageDocument {
        let header = try store.header(of: record)
        let reader = MessageReader(content: try store.content(of: record))
        let examination = reader.examine()
        let checks = MessageChecks.ofCapture(examination, reader, header: header, received: record.received)
        return MessageDocument(
            summary: summary(of: record, header, reader, examination, checks), header: header, reader: reader,
            examination: examination, checks: checks)
    }

    /// What the log keeps of a message beside its content; `nil` when it is deleted.
    package func header(of id: MessageID) throws(StoreError) -> MessageHeader? {
        guard let record = log.record(of: id) else { return nil }
        return try store.header(of: record)
    }

    /// A damaged content still has a row: what its header says, and one defect.
    func summary(of record: MessageRecord) -> Summary {
        do {
            let header = try store.header(of: record)
            let reader = MessageReader(content: try store.content(of: record))
            let examination = reader.examine()
            let checks = MessageChecks.ofCapture(examination, reader, header: header, received: record.received)
            return summary(of: record, header, reader, examination, checks)
        } catch {
            var summary = bareSummary(of: record)
            summary.isBare = false
            summary.defectCount = 1
            summary.subject = error.description
            return summary
        }
    }

    /// What is known of a message before it is read.
    func bareSummary(of record: MessageRecord) -> Summary {
        var summary = Summary(
            id: record.id, received: record.received, size: record.size, isRead: log.isRead(record.id),
            isPinned: log.isPinned(record.id), marks: log.tags(record.id))
        summary.isBare = true
        return summary
    }

    private func summary(
        of record: MessageRecord, _ header: MessageHeader, _ reader: MessageReader, _ examination: Examination,
        _ checks: [Check]
    ) -> Summary {
        var summary = bareSummary(of: record)
        summary.isBare = false
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
