import MailCore
import MessageStore

/// The index files of a store as one thread has them: opened as the log is followed, extended once messages were read.
final class IndexShelf {
    /// A record behind what the index of its segment covers.
    private struct Pending {
        var place: RecordPlace
        /// `nil` for what is no message.
        var message: MessageRecord?
    }

    private let store: Store
    private let keepsFiles: Bool
    private var indexes: [SegmentName: SegmentIndex] = [:]
    /// Where the last message was looked for: the next one stands behind it.
    private var last: (segment: SegmentName, index: SegmentIndex?, row: Int)?
    private var pending: [SegmentName: [Pending]] = [:]
    /// Octets of the records that are pending, by segment.
    private var pendingOctets: [SegmentName: Int] = [:]

    init(_ store: Store) {
        self.store = store
        keepsFiles = store.keepsDerivedFiles
        for segment in store.listedSegments { indexes[segment] = file(of: segment) }
    }

    /// How many messages the indexes hold.
    var count: Int { indexes.values.reduce(0) { $0 + $1.rowCount } }

    /// The index of a segment.
    func open(_ segment: SegmentName) -> SegmentIndex? {
        if indexes[segment] == nil {
            indexes[segment] = file(of: segment)
            last = nil
        }
        return indexes[segment]
    }

    private func file(of segment: SegmentName) -> SegmentIndex? {
        guard let octets = store.derivedFile(of: segment) else { return nil }
        let store = store
        let index = SegmentIndex(octets) { store.removeDerivedFile(of: segment) }
        return index?.header.segment == segment ? index : nil
    }

    /// Where a message stands in the index of its segment, if it does. One of another generation will do: a message
    /// does not change.
    func row(of record: MessageRecord) -> (index: SegmentIndex, row: Int)? {
        if last?.segment != record.location.segment {
            last = (record.location.segment, indexes[record.location.segment], -1)
        }
        guard let last, let index = last.index, let row = index.row(ofSequence: record.sequence, guess: last.row + 1)
        else {
            return nil
        }
        self.last?.row = row
        let known = index.row(row)
        guard known.bits & IndexRow.known != 0, known.id == record.id.rawValue,
            known.received == record.received.microseconds, known.contentSize == UInt64(record.size)
        else { return nil }
        return (index, row)
    }

    /// Takes note of what is in no index.
    func note(_ entry: LogEntry) {
        guard keepsFiles, let place = entry.place else { return }
        var message: MessageRecord?
        if case .message(let record, _) = entry.body { message = record }
        pending[place.segment, default: []].append(Pending(place: place, message: message))
        pendingOctets[place.segment, default: 0] += place.end - place.start
    }

    /// The segments with so much behind their index that writing it anew is worth it, the newest first.
    func pendingSegments(of octets: Int) -> [SegmentName] {
        pendingOctets.keys.filter { isPending($0, of: octets) }.sorted(by: >)
    }

    func isPending(_ segment: SegmentName, of octets: Int = Limits.unindexedOctets) -> Bool {
        pendingOctets[segment, default: 0] >= max(octets, (indexes[segment]?.end ?? 0) / Self.growth)
    }

    /// An index is written anew when it grows by this part, so that all its writing is a multiple of its size.
    private static let growth = 8

    /// Writes the index of a segment anew, with all that has been read of what is behind it, or takes the one that
    /// another process wrote meanwhile. Nothing comes of it where another is at it, or the system refuses.
    ///
    /// - Parameter summary: The row of a message; `nil` for one that is deleted.
    /// - Returns: The new index; `nil` when it stays as it was.
    func extend(_ segment: SegmentName, _ summary: (MessageID) -> Summary?) -> SegmentIndex? {
        var extended: SegmentIndex?
        store.withDerivationLock {
            guard let records = pending[segment], let first = records.first?.place else { return }
            // The one that was opened does not count: had it been of this log, nothing before its end would be pending.
            if let other = file(of: segment), other.generation == first.generation, other.end > first.start,
                other.header != indexes[segment]?.header
            {
                extended = other
            } else {
                extended = write(segment, records, summary)
            }
        }
        guard let extended else { return nil }
        indexes[segment] = extended
        last = nil
        let left = (pending[segment] ?? []).filter { $0.place.start >= extended.end }
        pending[segment] = left.isEmpty ? nil : left
        pendingOctets[segment] = left.isEmpty ? nil : left.reduce(0) { $0 + $1.place.end - $1.place.start }
        return extended
    }

    private func write(
        _ segment: SegmentName, _ records: [Pending], _ summary: (MessageID) -> Summary?
    ) -> SegmentIndex? {
        var base = indexes[segment]
        if let first = records.first?.place,
            base?.generation != first.generation || base?.end != first.start || base?.areTextsSound == false
        {
            base = nil
        }
        var draft = IndexDraft(continuing: base)
        var last: RecordPlace?
        for record in records {
            // Behind damage the log must be read as it is.
            guard record.place.start == last?.end ?? base?.end ?? 0 else { break }
            if let message = record.message {
                let summary = summary(message.id)
                if summary?.isBare == true { break }
                if let index = summary?.index, let row = summary?.row {
                    draft.append(message, as: index, row: Int(row))
                } else {
                    draft.append(message)
                }
            } else {
                draft.append(otherAt: record.place.offset)
            }
            last = record.place
        }
        guard let last else { return nil }
        let octets = draft.octets(covering: last)
        do throws(StoreError) {
            try store.replaceDerivedFile(of: segment, with: octets)
        } catch {
            return nil
        }
        return file(of: segment)
    }
}
