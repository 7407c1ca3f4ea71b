import MailCore
import MessageStore

extension SegmentIndex {
    /// Of one message that is in no file yet, or of a row alone.
    static func holding(_ digest: MessageDigest, of record: MessageRecord) -> SegmentIndex {
        var draft = IndexDraft()
        draft.append(record, digest)
        return draft.index
    }

    static func holding(_ texts: SummaryTexts) -> SegmentIndex {
        var draft = IndexDraft()
        draft.append(summary: texts)
        return draft.index
    }
}
