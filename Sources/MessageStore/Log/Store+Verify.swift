package import MailCore
import SystemPackage

/// What a check of every octet of a store came to.
package struct Verification: Sendable, Equatable {
    package struct Finding: Sendable, Equatable, CustomStringConvertible {
        package enum Kind: Sendable, Equatable {
            /// Octets that are no record, with records behind them.
            case noRecord
            /// The beginning of a record at the end of the log, which was never acknowledged.
            case tornTail
            /// A message whose content is not what arrived.
            case content(MessageID)
            /// A record whose header does not say what its kind needs, or whose content is not what was written.
            case record(kind: String)
        }

        package var kind: Kind
        /// The name of the segment, without its directory.
        package var file: String
        package var offset: Int
        /// In octets.
        package var length: Int
        /// Whether it was taken out of the log, and is kept beside it.
        package var isRepaired = false

        package var description: String {
            let what =
                switch kind {
                case .noRecord: "no record"
                case .tornTail: "a record that was never finished"
                case .content(let id): "the content of message \(id) is damaged"
                case .record(let kind): "a \(kind) record is damaged"
                }
            return "\(file): \(what), \(length) octets at offset \(offset)" + (isRepaired ? ", moved aside" : "")
        }
    }

    package var segments = 0
    package var records = 0
    package var messages = 0
    package var octets = 0
    package var findings: [Finding] = []
    /// What was taken out before, by appenders and repairs: files beside the log.
    package var movedAside: [String] = []

    package init() {}
}

extension Store {
    /// Reads the whole store and checks every record.
    ///
    /// - Parameter repairs: Whether octets that are no record are moved to files of their own. Messages with a damaged
    ///   content stay: their envelope is sound.
    package func verify(repairs: Bool = false) throws(StoreError) -> Verification {
        var verification = Verification()
        let names = try segmentNames(in: directory)
        for name in names {
            try verify(name, isLast: name == names.last, &verification)
        }
        if repairs { try repair(&verification, last: names.last) }
        verification.movedAside = ((try? directoryNames(directory)) ?? []).filter {
            $0.hasPrefix("torn-") || $0.hasPrefix("damaged-")
        }.sorted()
        return verification
    }

    private func verify(
        _ name: SegmentName, isLast: Bool, _ verification: inout Verification
    ) throws(StoreError) {
        let file = try SegmentFile(name, in: directory, .reading, io: io)
        var scanner = SegmentScanner(file)
        func found(_ kind: Verification.Finding.Kind, _ range: Range<Int>) {
            verification.findings.append(
                Verification.Finding(
                    kind: kind, file: name.description, offset: range.lowerBound, length: range.count))
        }
        verification.segments += 1
        verification.octets += try file.size()
        // Nothing is ever appended behind a seal, so an appender will not look there either.
        var isSealed = false
        while true {
            switch try scanner.next(isLast: isLast) {
            case .record(let record):
                verification.records += 1
                isSealed = record.frame.kind == .seal
                let entry = LogEntry(record, in: name, 0)
                let start = record.offset + record.frame.contentStart
                let isSound = try file.holdsContent(
                    start..<(start + record.frame.contentLength), of: record.offset,
                    checksum: record.frame.contentChecksum)
                switch entry?.body {
                case .message(let message, _):
                    verification.messages += 1
                    if !isSound { found(.content(message.id), record.offset..<record.end) }
                case nil:
                    found(.record(kind: record.frame.kind.description), record.offset..<record.end)
                default:
                    if !isSound { found(.record(kind: record.frame.kind.description), record.offset..<record.end) }
                }
            case .damage(let range):
                found(.noRecord, range)
            case .tail(let range):
                if !range.isEmpty { found(isLast && !isSealed ? .tornTail : .noRecord, range) }
                return
            }
        }
    }

    private func repair(_ verification: inout Verification, last: SegmentName?) throws(StoreError) {
        var damaged: Set<String> = []
        for finding in verification.findings where finding.kind == .noRecord { damaged.insert(finding.file) }
        if verification.findings.contains(where: { $0.kind == .tornTail }) { try cutTail() }
        if !damaged.isEmpty {
            guard var compactor = try Compactor.start(self, waits: true) else { return }
            // One that is written to cannot be replaced.
            if let last, damaged.contains(last.description) { try beginSegment() }
            for name in damaged.compactMap({ SegmentName($0) }).sorted() { try compactor.repair(name) }
        }
        for (position, finding) in verification.findings.enumerated() {
            verification.findings[position].isRepaired = finding.kind == .noRecord || finding.kind == .tornTail
        }
    }
}
