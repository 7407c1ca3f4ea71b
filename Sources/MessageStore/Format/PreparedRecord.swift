import MailCore

/// The kinds that this version writes or looks into.
enum RecordKind {
    static let segment = "segment"
    static let message = "message"
    static let delete = "delete"
    static let restore = "restore"
    static let clear = "clear"
    static let flags = "flags"
    static let listener = "listener"
    static let seal = "seal"
}

/// A record made ready while nobody waits for it: all but what its place decides.
struct PreparedRecord {
    let kind: String
    /// Without the id of a message, which its place decides.
    let header: HeaderLines
    let content: [UInt8]
    let contentChecksum: CRC32C

    init(_ record: NewRecord) throws(StoreError) {
        var header = HeaderLines()
        var content: [UInt8] = []
        switch record {
        case .message(let capture):
            kind = RecordKind.message
            MessageHeader(envelope: capture.envelope, origin: capture.origin, dialogue: capture.dialogue)
                .append(to: &header)
            content = capture.content
        case .delete(let ids):
            kind = RecordKind.delete
            header.append("ids", escaped: Self.list(ids))
        case .restore(let sequence):
            kind = RecordKind.restore
            header.append("undoes", String(sequence))
        case .clear(let id):
            kind = RecordKind.clear
            header.append("through", id.description)
        case .flags(let ids, let change):
            kind = RecordKind.flags
            header.append("set", change.rawValue)
            header.append("ids", escaped: Self.list(ids))
        case .listener(let started, let text):
            kind = RecordKind.listener
            header.append("event", started ? "started" : "stopped")
            header.append("text", text)
        }
        // Room for the line of the id.
        guard header.bytes.count <= Limits.recordHeader - 32 else {
            throw StoreError(
                .failed, "cannot store a \(kind) record: its header is over \(Limits.recordHeader) octets; split it")
        }
        self.header = header
        self.content = content
        contentChecksum = content.isEmpty ? .empty : CRC32C(content: content)
    }

    /// With the id in front, where a reader meets it first.
    func header(id: MessageID?) -> HeaderLines {
        guard let id else { return header }
        var lines = HeaderLines()
        lines.append("id", id.description)
        lines.append(header)
        return lines
    }

    private static func list(_ ids: [MessageID]) -> [UInt8] {
        Array(ids.map(\.description).joined(separator: " ").utf8)
    }
}
