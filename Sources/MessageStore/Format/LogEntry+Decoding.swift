import MailCore

extension LogEntry {
    /// - Returns: `nil` when the lines that the kind needs are not there.
    init?(
        _ record: borrowing ScannedRecord, in segment: SegmentName, _ generation: UInt64, at place: RecordPlace? = nil
    ) {
        guard let body = Body(record, in: segment, generation) else { return nil }
        self.init(sequence: record.frame.sequence, time: record.frame.time, body: body, place: place)
    }
}

extension LogEntry.Body {
    fileprivate init?(_ record: borrowing ScannedRecord, in segment: SegmentName, _ generation: UInt64) {
        let header = HeaderReader(record.header)
        switch record.frame.kind {
        case .message:
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
                        segment: segment, generation: generation, offset: record.offset,
                        contentStart: record.frame.contentStart,
                        contentChecksum: record.frame.contentChecksum)), envelope)
        case .delete:
            guard let ids = header.ids("ids") else { return nil }
            self = header.text("because") == "retention" ? .evict(ids) : .delete(ids)
        case .restore:
            if let sequence = header.number("undoes") {
                self = .restore(sequence: sequence)
            } else {
                guard let ids = header.ids("ids") else { return nil }
                self = .undelete(ids)
            }
        case .settings:
            guard let messages = header.number("keep"), let octets = header.number("keep-bytes"),
                let seconds = header.number("keep-age")
            else { return nil }
            self = .settings(Retention(messages: Int(messages), octets: Int(octets), seconds: Int64(seconds)))
        case .compacted:
            guard let name = header.text("segment").flatMap(SegmentName.init), let dropped = header.ranges("dropped")
            else { return nil }
            self = .compacted(
                Compaction(segment: name, dropped: dropped, octets: header.number("octets").map(Int.init) ?? 0))
        case .clear:
            guard let id = header.number("through") else { return nil }
            self = .clear(through: MessageID(id))
        case .flags:
            guard let ids = header.ids("ids"), let set = header.text("set") else { return nil }
            // A flag of a later Roost is no reason to call its record damaged.
            guard let change = FlagChange(word: set, tag: header.text("tag")) else {
                self = .other(kind: "flags")
                return
            }
            self = .flags(ids, change)
        case .listener:
            guard let event = header.text("event") else { return nil }
            self = .listener(started: event == "started", text: header.text("text") ?? "")
        case .session:
            if let sequence = header.number("repeats") {
                guard let count = header.number("count"), let ended = header.time("ended") else { return nil }
                self = .sessionAgain(sequence: sequence, count: Int(count), ended: ended)
            } else {
                guard let report = SessionReport(header) else { return nil }
                self = .session(report)
            }
        case .segment, .seal, .other: self = .other(kind: record.frame.kind.description)
        }
    }
}
