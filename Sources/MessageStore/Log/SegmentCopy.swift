import MailCore
import SystemPackage

/// A sealed segment on its way to become a smaller one of the same name.
struct SegmentCopy {
    private let file: SegmentFile
    private let survey: LogSurvey
    private let dead: IDRanges

    struct Plan {
        /// The records that stay, in order.
        var records: [(record: ScannedRecord, header: HeaderLines?)] = []
        var damages: [Range<Int>] = []
        var generation: UInt64 = 0
        /// Of the new file, about.
        var octets = 0
        /// Nothing is left but what frames a segment.
        var isEmpty = true
    }

    init(of file: SegmentFile, survey: LogSurvey, dead: IDRanges) {
        self.file = file
        self.survey = survey
        self.dead = dead
    }

    /// - Returns: `nil` when the file is no whole segment: it does not end where a record does.
    func plan() throws(StoreError) -> Plan? {
        var plan = Plan()
        var scanner = SegmentScanner(file)
        while true {
            switch try scanner.next(isLast: false) {
            case .record(let record): plan.add(record, try verdict(on: record))
            case .damage(let range): plan.damages.append(range)
            case .tail(let range):
                if !range.isEmpty { plan.damages.append(range) }
                return plan
            }
        }
    }

    /// - Returns: The size of the new file, which is on disk.
    func write(_ plan: Plan, to path: FilePath, io: FileIO) throws(StoreError) -> Int {
        let copy = try SegmentFile(file.name, at: path, .creating, io: io)
        var encoder = RecordEncoder(salt: file.name.salt, start: 0)
        func flush() throws(StoreError) {
            let (_, error) = copy.write(encoder)
            if let error { throw error }
            encoder = RecordEncoder(salt: file.name.salt, start: encoder.end)
        }
        let first = plan.records.first?.record
        encoder.append(
            .segment, sequence: first?.frame.sequence ?? 1,
            time: first?.frame.time ?? Timestamp(microseconds: 0),
            header: header(of: plan))
        for (record, header) in plan.records where record.frame.kind != .segment {
            try append(record, header, to: &encoder)
            if encoder.end - encoder.start > 1024 * 1024 { try flush() }
        }
        try flush()
        try copy.sync(through: encoder.end)
        return encoder.end
    }

    private func append(
        _ record: ScannedRecord, _ header: HeaderLines?, to encoder: inout RecordEncoder
    ) throws(StoreError) {
        let start = record.offset + record.frame.contentStart
        let content = try file.withBytes(start..<(start + record.frame.contentLength)) { Array($0) }
        var checksum = CRC32C(content: content)
        let isSound = try file.holdsContent(
            start..<(start + content.count), of: record.offset, checksum: record.frame.contentChecksum)
        // A content that is not what arrived must not pass for it after this.
        if !isSound { checksum.update([0]) }
        encoder.append(
            record.frame.kind, sequence: record.frame.sequence, time: record.frame.time,
            header: header ?? record.header.withBytes { HeaderLines(bytes: Array($0)) }, content: content,
            contentChecksum: checksum)
    }

    /// With what the old first record says; should it be damaged, with what can be told from the others.
    private func header(of plan: Plan) -> HeaderLines {
        let old = plan.records.first { $0.record.frame.kind == .segment }.map {
            HeaderReader($0.record.header)
        }
        let message = plan.records.first { $0.record.frame.kind == .message }
        let nextID = old?.number("next-id") ?? message.flatMap { HeaderReader($0.record.header).number("id") } ?? 1
        let nextSequence = old?.number("next-sequence") ?? plan.records.first?.record.frame.sequence ?? 1
        return HeaderLines(
            segment: file.name, generation: plan.generation + 1, nextID: nextID, nextSequence: nextSequence)
    }

    private func verdict(on record: ScannedRecord) throws(StoreError) -> LogSurvey.Verdict {
        switch record.frame.kind {
        case .segment, .seal: return .keep
        default:
            // One that says too little is left for a later Roost to make something of.
            guard let entry = LogEntry(record, in: file.name, 0) else { return .keep }
            return survey.verdict(on: entry, without: dead)
        }
    }
}

extension SegmentCopy.Plan {
    fileprivate mutating func add(_ record: ScannedRecord, _ verdict: LogSurvey.Verdict) {
        if record.frame.kind == .segment {
            generation = HeaderReader(record.header).number("generation") ?? 0
        } else if record.frame.kind != .seal {
            if case .drop = verdict { return }
            isEmpty = false
        }
        octets += record.frame.length
        switch verdict {
        case .drop: break
        case .keep: records.append((record, nil))
        case .change(let new):
            guard let prepared = try? PreparedRecord(new) else { return records.append((record, nil)) }
            records.append((record, prepared.header))
            octets += prepared.header.bytes.count - record.frame.headerLength
        }
    }
}
