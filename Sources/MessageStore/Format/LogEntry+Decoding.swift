import MailCore

extension LogEntry {
    /// - Returns: `nil` when the lines that the kind needs are not there.
    init?(_ record: ScannedRecord, in segment: SegmentName) {
        guard let body = Body(record, in: segment) else { return nil }
        self.init(sequence: record.frame.sequence, time: record.frame.time, body: body)
    }
}

extension LogEntry.Body {
    fileprivate init?(_ record: ScannedRecord, in segment: SegmentName) {
        let header = HeaderReader(record.header)
        switch record.frame.kind {
        case RecordKind.message:
            var id: UInt64?
            var envelope = Envelope(reversePath: .null, forwardPaths: [])
            header.forEach { key, value in
                if "id" ~= key { id = UInt64(decimal: value) } else { _ = envelope.read(key, value) }
                return !("dialogue" ~= key)
            }
            guard let id, id > 0 else { return nil }
            self = .message(
                MessageRecord(
                    id: MessageID(id), sequence: record.frame.sequence, received: record.frame.time,
                    size: record.frame.contentLength,
                    location: MessageRecord.Location(
                        segment: segment, offset: record.offset, contentStart: record.frame.contentStart,
                        contentChecksum: record.frame.contentChecksum)), envelope)
        case RecordKind.delete:
            guard let ids = header.ids("ids") else { return nil }
            self = .delete(ids)
        case RecordKind.restore:
            guard let sequence = header.number("undoes") else { return nil }
            self = .restore(sequence: sequence)
        case RecordKind.clear:
            guard let id = header.number("through") else { return nil }
            self = .clear(through: MessageID(id))
        case RecordKind.flags:
            guard let ids = header.ids("ids"), let set = header.text("set") else { return nil }
            // A flag of a later Roost is no reason to call its record damaged.
            guard let change = FlagChange(word: set, tag: header.text("tag")) else {
                self = .other(kind: RecordKind.flags)
                return
            }
            self = .flags(ids, change)
        case RecordKind.listener:
            guard let event = header.text("event") else { return nil }
            self = .listener(started: event == "started", text: header.text("text") ?? "")
        case RecordKind.session:
            if let sequence = header.number("repeats") {
                guard let count = header.number("count"), let ended = header.time("ended") else { return nil }
                self = .sessionAgain(sequence: sequence, count: Int(count), ended: ended)
            } else {
                guard let report = SessionReport(header) else { return nil }
                self = .session(report)
            }
        case let kind:
            self = .other(kind: kind)
        }
    }
}
