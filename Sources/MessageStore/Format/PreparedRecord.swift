import MailCore

/// A record made ready while nobody waits for it: all but what its place decides.
struct PreparedRecord {
    let kind: RecordKind
    /// Without the line of a message's id.
    let header: HeaderLines
    let content: [UInt8]
    let contentChecksum: CRC32C
    /// Of a session record: it may turn out to be the one before once more.
    let report: SessionReport?

    init(_ record: NewRecord) throws(StoreError) {
        var header = HeaderLines()
        var content: [UInt8] = []
        var report: SessionReport?
        switch record {
        case .message(let capture):
            kind = .message
            MessageHeader(envelope: capture.envelope, origin: capture.origin, dialogue: capture.dialogue)
                .append(to: &header)
            content = capture.content
        case .delete(let ids):
            kind = .delete
            header.append("ids", ids: ids)
        case .restore(let sequence):
            kind = .restore
            header.append("undoes", sequence)
        case .undelete(let ids):
            kind = .restore
            header.append("ids", ids: ids)
        case .evict(let ids):
            kind = .delete
            header.append("because", "retention")
            header.append("ids", ids: ids)
        case .settings(let retention):
            kind = .settings
            header.append("keep", UInt64(retention.messages))
            header.append("keep-bytes", UInt64(retention.octets))
            header.append("keep-age", UInt64(retention.seconds))
        case .clear(let id):
            kind = .clear
            header.append("through", id.rawValue)
        case .flags(let ids, let change):
            kind = .flags
            header.append("set", change.word)
            if let tag = change.tag { header.append("tag", tag) }
            header.append("ids", ids: ids)
        case .listener(let started, let text):
            kind = .listener
            header.append("event", started ? "started" : "stopped")
            header.append("text", text)
        case .session(let session):
            kind = .session
            session.append(to: &header)
            report = session
        }
        // Room for the line of the id.
        guard header.bytes.count <= Limits.recordHeader - 32 else {
            throw StoreError(
                .failed, "cannot store a \(kind) record: its header is over \(Limits.recordHeader) octets; split it")
        }
        self.header = header
        self.content = content
        self.report = report
        contentChecksum = content.isEmpty ? .empty : CRC32C(content: content)
    }

    init(compacted compaction: Compaction) {
        kind = .compacted
        var header = HeaderLines()
        header.append("segment", compaction.segment.description)
        header.append("octets", UInt64(max(0, compaction.octets)))
        header.append("dropped", ranges: compaction.dropped)
        self.header = header
        content = []
        contentChecksum = .empty
        report = nil
    }

    /// Whether it may take from the reserve: what it says makes room, or tells of it.
    var makesRoom: Bool { kind != .message && kind != .session }

    /// Of a session that is told at that sequence number already.
    init(sessionAgain sequence: UInt64, count: Int, ended: Timestamp) {
        kind = .session
        var header = HeaderLines()
        header.append("repeats", sequence)
        header.append("count", UInt64(count))
        header.append("ended", ended)
        self.header = header
        content = []
        contentChecksum = .empty
        report = nil
    }
}
