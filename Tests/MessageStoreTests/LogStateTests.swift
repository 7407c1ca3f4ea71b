import MailCore
import Testing

@testable import MessageStore

@Suite struct LogStateTests {
    /// A state of messages 1 to 5, at sequence numbers 1 to 5.
    private var five: LogState {
        var state = LogState()
        for number in 1...5 { _ = state.apply(entry(UInt64(number), .message(record(UInt64(number)), envelope))) }
        return state
    }

    private func record(_ id: UInt64) -> MessageRecord {
        MessageRecord(
            id: MessageID(id), sequence: id, received: Timestamp(microseconds: 0), size: 0,
            location: MessageRecord.Location(
                segment: SegmentName(number: 1, salt: 0), generation: 0, offset: 0, contentStart: 0, contentChecksum: 0)
        )
    }

    private let envelope = Envelope(reversePath: .null, forwardPaths: [])

    private func entry(_ sequence: UInt64, _ body: LogEntry.Body) -> LogEntry {
        LogEntry(sequence: sequence, time: Timestamp(microseconds: 0), body: body)
    }

    private func ids(_ numbers: UInt64...) -> [MessageID] { numbers.map { MessageID($0) } }

    @Test func messagesAreListedByID() {
        let state = five
        #expect(state.liveCount == 5)
        #expect(state.live().map(\.id) == ids(1, 2, 3, 4, 5))
        #expect(state.newestID == MessageID(5))
        #expect(state.record(of: MessageID(3)) == record(3))
        #expect(state.record(of: MessageID(6)) == nil)
    }

    @Test func aMessageSeenTwiceIsOne() {
        var state = five
        #expect(state.apply(entry(9, .message(record(3), envelope))) == .none)
        #expect(state.liveCount == 5)
    }

    @Test func deletePassesOverWhatIsNotThere() {
        var state = five
        #expect(state.apply(entry(6, .delete(ids(2, 9, 2, 5)))) == .removed(ids(2, 5)))
        #expect(state.apply(entry(7, .delete(ids(2, 9)))) == .none)
        #expect(state.live().map(\.id) == ids(1, 3, 4))
        #expect(state.liveCount == 3)
        #expect(state.newestID == MessageID(4))
        #expect(state.record(of: MessageID(2)) == nil)
    }

    @Test func restoreBringsBackWhatThatRecordTook() {
        var state = five
        _ = state.apply(entry(6, .delete(ids(1))))
        _ = state.apply(entry(7, .delete(ids(1, 2))))
        #expect(state.apply(entry(8, .restore(sequence: 7))) == .restored([record(2)]))
        #expect(state.record(of: MessageID(1)) == nil)
        #expect(state.apply(entry(9, .restore(sequence: 7))) == .none)
        #expect(state.apply(entry(10, .restore(sequence: 3))) == .none)
        #expect(state.apply(entry(11, .restore(sequence: 6))) == .restored([record(1)]))
        #expect(state.liveCount == 5)
    }

    @Test func clearSparesWhatIsPinned() {
        var state = five
        #expect(state.apply(entry(6, .flags(ids(2), .pinned))) == .flagged(ids(2)))
        #expect(state.apply(entry(7, .clear(through: MessageID(3)))) == .removed(ids(1, 3)))
        _ = state.apply(entry(8, .flags(ids(2), .unpinned)))
        #expect(state.live().map(\.id) == ids(2, 4, 5))
        #expect(state.apply(entry(9, .restore(sequence: 7))) == .restored([record(1), record(3)]))
        #expect(state.liveCount == 5)
    }

    @Test func flagsStayWithAMessageThatComesBack() {
        var state = five
        _ = state.apply(entry(6, .flags(ids(1), .read)))
        _ = state.apply(entry(7, .delete(ids(1))))
        #expect(!state.isRead(MessageID(1)))
        #expect(state.apply(entry(8, .flags(ids(1), .pinned))) == .none)
        _ = state.apply(entry(9, .restore(sequence: 7)))
        #expect(state.isRead(MessageID(1)))
        #expect(!state.isPinned(MessageID(1)))
    }

    @Test func flagsAreUndoneWhereTheyChangedSomething() {
        var state = five
        _ = state.apply(entry(6, .flags(ids(1), .read)))
        #expect(state.apply(entry(7, .flags(ids(1, 2, 9), .read))) == .flagged(ids(2)))
        #expect(state.apply(entry(8, .restore(sequence: 7))) == .flagged(ids(2)))
        #expect(state.isRead(MessageID(1)))
        #expect(!state.isRead(MessageID(2)))
        #expect(state.apply(entry(9, .flags(ids(1), .unread))) == .flagged(ids(1)))
        #expect(!state.isRead(MessageID(1)))
    }

    @Test func tagsAreGivenTakenAndUndone() {
        var state = five
        _ = state.apply(entry(6, .flags(ids(1, 2), .tagged("a b"))))
        #expect(state.apply(entry(7, .flags(ids(1, 3), .tagged("a b")))) == .flagged(ids(3)))
        _ = state.apply(entry(8, .flags(ids(1), .tagged("c"))))
        #expect(state.tags(MessageID(1)) == ["a b", "c"])
        #expect(state.apply(entry(9, .flags(ids(1, 4), .untagged("a b")))) == .flagged(ids(1)))
        #expect(state.apply(entry(10, .restore(sequence: 9))) == .flagged(ids(1)))
        #expect(state.tags(MessageID(1)) == ["c", "a b"])
        #expect(state.apply(entry(11, .restore(sequence: 6))) == .flagged(ids(1, 2)))
        #expect(state.tags(MessageID(1)) == ["c"] && state.tags(MessageID(2)).isEmpty)
        _ = state.apply(entry(12, .delete(ids(3))))
        #expect(state.tags(MessageID(3)).isEmpty)
    }

    @Test func otherRecordsChangeNothing() {
        var state = five
        let damage = Damage(file: "x", offset: 1, length: 2, what: "no record")
        #expect(state.apply(entry(6, .listener(started: true, text: ""))) == .none)
        #expect(state.apply(entry(7, .other(kind: "session"))) == .none)
        #expect(state.apply(entry(8, .damage(damage))) == .none)
        #expect(state.liveCount == 5)
        #expect(damage.description == "x: no record at offset 1, 2 octets")
    }
}
