import HTMLText
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
        var (document, texts, _) = try read(record)
        document.summary.index = .holding(texts)
        document.summary.isBare = false
        takeFlags(&document.summary)
        document.summary.ruleTags = ruleTags(of: QueryMessage(document, now: record.received))
        return document
    }

    /// What the log keeps of a message beside its content; `nil` when it is deleted.
    package func header(of id: MessageID) throws(StoreError) -> MessageHeader? {
        guard let record = log.record(of: id) else { return nil }
        return try store.header(of: record)
    }

    /// A damaged content still has a row: what its header says, and one defect.
    func summary(of record: MessageRecord) -> Summary {
        var summary = Summary(bare: record, nil)
        summary.isBare = false
        do {
            let (document, texts, page) = try read(record)
            let message = QueryMessage(document, page: page, now: record.received)
            summary.index = .holding(MessageDigest(texts, of: document, as: message), of: record)
            takeFlags(&summary)
            if !tagRules.isEmpty { summary.ruleTags = ruleTags(of: message) }
        } catch {
            summary.index = .holding(SummaryTexts(defectCount: 1, subject: error.description))
            takeFlags(&summary)
        }
        return summary
    }

    /// The rules that a message in an index matches.
    func ruleTags(of summary: Summary) -> [String] {
        ruleTags(of: QueryMessage(summary, now: summary.received) { try? document(of: summary.id) })
    }

    /// A rule asks about the message when it came, so that a tag does not go with time.
    private func ruleTags(of message: QueryMessage) -> [String] {
        tagRules.filter { $0.query.matches(message) }.map(\.name)
    }

    private func takeFlags(_ summary: inout Summary) {
        summary.isRead = log.isRead(summary.id)
        summary.isPinned = log.isPinned(summary.id)
        summary.marks = log.tags(summary.id)
    }

    /// A message without its flags, what a row shows of it, and its HTML body laid out.
    private func read(
        _ record: MessageRecord
    ) throws(StoreError) -> (document: MessageDocument, texts: SummaryTexts, page: HTMLDocument?) {
        let header = try store.header(of: record)
        let reader = MessageReader(content: try store.content(of: record))
        let examination = reader.examine()
        let page = examination.html.map { HTMLDocument($0) }
        let checks = MessageChecks.ofCapture(
            examination, page: page, reader, header: header, received: record.received)
        let texts = SummaryTexts(
            attachmentCount: examination.attachments.count,
            defectCount: examination.defects.count + header.envelope.defects.count, checks: Check.Counts(checks),
            subject: reader.subject, reversePath: header.envelope.reversePath.address,
            from: reader.mailboxes("From"), to: reader.mailboxes("To"),
            forwardPaths: header.envelope.forwardPaths.map(\.address))
        var summary = Summary(bare: record, nil)
        summary.index = .holding(texts)
        let document = MessageDocument(
            summary: summary, header: header, reader: reader, examination: examination, checks: checks)
        return (document, texts, page)
    }
}

extension Summary {
    /// What is known of a message before it is read.
    init(bare record: MessageRecord, _ envelope: Envelope?) {
        let texts = envelope.map {
            SummaryTexts(reversePath: $0.reversePath.address, forwardPaths: $0.forwardPaths.map(\.address))
        }
        self.init(
            id: record.id, received: record.received, size: record.size, index: texts.map { .holding($0) }, row: 0)
        isBare = true
    }
}
