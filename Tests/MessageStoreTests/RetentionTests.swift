import MailCore
import Synchronization
import SystemPackage
import Testing

@testable import MessageStore

@Suite struct RetentionTests {
    private func keep(_ store: Store, messages: Int = 0, octets: Int = 0, seconds: Int64 = 0) throws {
        _ = try store.append(
            [.settings(Retention(messages: messages, octets: octets, seconds: seconds))], sync: .never)
    }

    @Test func aStoreSaysWhatItKeeps() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        #expect(try store.readState().retention == .standard)
        try keep(store, messages: 5, octets: 1_000, seconds: 60)
        #expect(try scratch.open().readState().retention == Retention(messages: 5, octets: 1_000, seconds: 60))
    }

    @Test func theOldestGoAndPinnedOnesStay() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try keep(store, messages: 3)
        try store.add("1", "2", "3", "4", "5")
        _ = try store.append([.flags([MessageID(2)], .pinned)], sync: .never)
        try store.applyRetention()
        #expect(try store.texts() == [2: "2", 4: "4", 5: "5"])
        #expect(try store.readState().evictedCount == 2)
        try store.applyRetention()
        #expect(try store.texts().count == 3)
    }

    @Test func octetsAndAgeCountToo() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try store.add("1", "2", "3", "4")
        let length = try #require(try store.readState().live().first?.length)
        try keep(store, octets: 2 * length)
        try store.applyRetention()
        #expect(try store.texts().keys.sorted() == [3, 4])
        // The clock of a test goes on by a second with each look.
        try store.add("5")
        try keep(store, seconds: 4)
        try store.applyRetention()
        #expect(try store.texts().keys.sorted() == [5])
    }

    @Test func aListenersStoreIsLeftToIt() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try keep(store, messages: 1)
        try store.add("1", "2")
        let lock = try #require(
            try LockFile.acquire(scratch.store.appending("listener"), .exclusive, wait: false))
        try store.applyRetention()
        #expect(try store.texts().count == 2)
        lock.release()
        try store.applyRetention()
        #expect(try store.texts().count == 1)
    }

    @Test func aLogIsNotHeldWhileItMayGrow() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try store.add("1", "2", "3")
        var history = LogHistory(store)
        let start = Timestamp(microseconds: 0)
        #expect(try history.mayHaveExcess(at: start))
        #expect(try history.catchUp { false })
        #expect(history.state.liveCount == 3)
        history.rest()
        #expect(history.state.liveCount == 0)
        try store.add("4")
        #expect(try !history.mayHaveExcess(at: start))
        #expect(try history.catchUp { false })
        #expect(history.state.liveCount == 4)
    }

    @Test func aLogIsLookedAtBeforeItCanBeOver() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try keep(store, messages: 3)
        var history = LogHistory(store)
        let start = Timestamp(microseconds: 0)
        for number in 1...12 {
            try store.add("\(number)")
            if try history.mayHaveExcess(at: start) {
                #expect(try history.catchUp { false })
                _ = try store.evict(history.state)
                history.rest()
            }
            #expect(try store.texts().count <= 3)
        }
        #expect(history.state.retention.messages == 3)
    }

    @Test func aLogIsLookedAtWhenTheOldestMessageIsTooOld() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try keep(store, seconds: 60)
        try store.add("1", "2")
        var history = LogHistory(store)
        #expect(try history.catchUp { false })
        let first = try #require(history.state.live().first).received
        history.rest()
        #expect(try !history.mayHaveExcess(at: Timestamp(microseconds: first.microseconds + 60_000_000)))
        #expect(try history.mayHaveExcess(at: Timestamp(microseconds: first.microseconds + 60_000_001)))
    }

    @Test func aKeeperEvictsCompactsAndTellsOfIt() throws {
        let scratch = try Scratch()
        let store = try scratch.open(options: StoreOptions(segment: 3_000))
        for number in 0..<40 { try store.add("\(number)") }
        let count = scratch.segments().count
        let events = Monitor<[LogKeeper.Event]>([])
        let keeper = try LogKeeper(store: store) { retention in
            var retention = retention
            retention.messages = 2
            return retention
        } told: { event in
            events.withLock { $0.append(event) }
        }
        let isCompacted: Void? = events.wait { events in
            if case .compacted = events.last { () } else { nil }
        }
        #expect(isCompacted != nil)
        try store.add("more")
        let evictions = events.wait { events in
            let counts = events.compactMap { if case .evicted(let count, _) = $0 { count } else { nil } }
            return counts.count > 1 ? counts : nil
        }
        #expect(evictions == [38, 1])
        keeper.finish()
        #expect(try store.texts() == [40: "39", 41: "more"])
        #expect(scratch.segments().count < count)
        #expect(try store.readState().retention.messages == 2)
        #expect(try store.damages().isEmpty)
    }
}
