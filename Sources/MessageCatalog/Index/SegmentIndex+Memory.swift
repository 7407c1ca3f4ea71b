import MailCore
import MessageStore

extension SegmentIndex {
    /// Of one message that is in no file yet, or of a row alone.
    static func holding(_ digest: MessageDigest, of record: MessageRecord) -> SegmentIndex? {
        var draft = IndexDraft()
        draft.append(record, digest)
        return SegmentIndex(draft.octets(covering: .none))
    }

    static func holding(_ texts: SummaryTexts) -> SegmentIndex? {
        var draft = IndexDraft()
        draft.append(summary: texts)
        return SegmentIndex(draft.octets(covering: .none))
    }
}

extension RecordPlace {
    fileprivate static let none = RecordPlace(
        segment: SegmentName(number: 0, salt: 0), generation: 0, start: 0, offset: 0, end: 0, checksum: 0)
}
