import Foundation
import MailCore
import SystemPackage
import Testing

@testable import MessageStore

@Suite struct CompactionTests {
    /// 20 messages over some segments, of which the even ones are deleted.
    private func half(_ scratch: Scratch) throws -> Store {
        let store = try scratch.open(options: StoreOptions(segment: 1_500))
        for number in 1...20 { try store.add("message \(number)") }
        _ = try store.append([.flags([MessageID(3), MessageID(4)], .pinned), .flags([MessageID(3)], .tagged("t"))])
        _ = try store.append([.delete((1...10).map { MessageID($0 * 2) })])
        return store
    }

    private let odd = Dictionary(uniqueKeysWithValues: (0..<10).map { (UInt64($0 * 2 + 1), "message \($0 * 2 + 1)") })

    @Test func purgeGivesTheRoomBack() throws {
        let scratch = try Scratch()
        let store = try half(scratch)
        let size = scratch.logSize
        let result = try store.purge()
        #expect(result.messages == 10)
        #expect(result.octets > 0)
        #expect(scratch.logSize < size * 3 / 4)
        #expect(try store.texts() == odd)
        let again = try scratch.open()
        #expect(try again.texts() == odd)
        let state = try again.readState()
        #expect(state.isPinned(MessageID(3)) && state.tags(MessageID(3)) == ["t"])
        #expect(state.deleted().isEmpty)
        #expect(try again.damages().isEmpty)
        #expect(try again.verify().findings.isEmpty)
        #expect(try again.add("next") == [21])
        #expect(!scratch.names().contains { $0.hasPrefix("compact-") })
    }

    @Test func whatIsWhollyDeadIsRemoved() throws {
        let scratch = try Scratch()
        let store = try scratch.open(options: StoreOptions(segment: 1_500))
        for number in 1...20 { try store.add("message \(number)") }
        _ = try store.append([.clear(through: MessageID(20))])
        _ = try store.purge()
        _ = try store.purge()
        #expect(try store.texts().isEmpty)
        // The last segment stays, for the ids and what it tells of the compactions.
        #expect(scratch.segments().count <= 3)
        #expect(try scratch.open().add("next") == [21])
        #expect(try scratch.open().texts() == [21: "next"])
    }

    @Test func openReadersGoOn() throws {
        let scratch = try Scratch()
        let store = try half(scratch)
        let other = try scratch.open()
        let follower = try other.makeFollower()
        var state = LogState()
        for entry in try follower.next(limit: 10_000) { _ = state.apply(entry) }
        let slow = try other.makeFollower()
        var slowState = LogState()
        for entry in try slow.next(limit: 7) { _ = slowState.apply(entry) }
        let records = state.live()
        _ = try other.content(of: records[0])
        _ = try store.purge()
        // Places of before are found again, opened before or not.
        for record in records {
            #expect(try String(decoding: other.content(of: record), as: UTF8.self) == odd[record.id.rawValue])
        }
        for record in state.deleted() {
            #expect(throws: StoreError.self) { try scratch.open().content(of: record) }
        }
        for entry in try follower.next(limit: 10_000) { _ = state.apply(entry) }
        #expect(state.deleted().isEmpty)
        #expect(state.liveCount == 10)
        while case let entries = try slow.next(limit: 7), !entries.isEmpty {
            for entry in entries { _ = slowState.apply(entry) }
        }
        #expect(slowState.live().map(\.id) == records.map(\.id))
        #expect(slowState.liveOctets == state.liveOctets)
        for record in records { #expect(try !other.header(of: record).envelope.forwardPaths.isEmpty) }
        // A second time, from the places of the first.
        _ = try store.append([.delete([MessageID(1)])])
        _ = try store.purge()
        for record in records.dropFirst() { _ = try other.content(of: record) }
    }

    @Test func aMessageThatWasRestoredStays() throws {
        let scratch = try Scratch()
        let store = try half(scratch)
        guard var compactor = try Compactor.start(store) else { return #expect(Bool(false)) }
        _ = try scratch.open().append([.undelete([MessageID(2)])])
        _ = try compactor.run(.all, deletedBefore: Timestamp(microseconds: .max))
        #expect(try store.texts()[2] == "message 2")
        #expect(try store.texts().count == 11)
    }

    @Test func onlyOneCompactsAtATime() throws {
        let scratch = try Scratch()
        let store = try half(scratch)
        let first = try Compactor.start(store)
        let second = try Compactor.start(store)
        let isRefused = if second != nil { false } else { true }
        #expect(isRefused)
        if let first { #expect(first.survey.state.liveCount == 10) }
    }

    @Test func deletedMessagesCanBeRestoredForADay() throws {
        let scratch = try Scratch()
        let store = try scratch.open(options: StoreOptions(segment: 3_000))
        for number in 1...20 { try store.add("message \(number)") }
        _ = try store.append([.delete((2...19).map { MessageID($0) })])
        #expect(try store.compactWhereDue(store.readState()) == nil)
        #expect(try store.readState().deleted().count == 18)
        _ = try store.append([.undelete([MessageID(2)])])
        let later = try Store.open(scratch.store, access: .readWrite) {
            Timestamp(microseconds: scratch.now().microseconds + 2 * 86_400_000_000)
        }
        _ = try later.append([.delete([MessageID(1)])])
        #expect(try later.compactWhereDue(later.readState()) ?? 0 > 0)
        let state = try later.readState()
        #expect(state.live().map(\.id.rawValue) == [2, 20])
        // Deleted a moment ago.
        #expect(state.deleted().first?.id == MessageID(1))
        #expect(state.deleted().count < 10)
    }

    @Test func sessionsAndSettingsAreKeptAndOldOnesDropped() throws {
        let scratch = try Scratch()
        let store = try scratch.open(options: StoreOptions(segment: 2_000))
        let report = SessionReport(
            origin: Origin(peer: "127.0.0.1:1"), ended: scratch.now(), problem: .idle, detail: Array("x".utf8))
        _ = try store.append([
            .listener(started: true, text: ""), .settings(Retention(messages: 9, octets: 0, seconds: 0)),
        ])
        for number in 0..<30 {
            var other = report
            other.detail = Array("\(number / 3)".utf8)
            _ = try store.append([.session(other), .settings(Retention(messages: number, octets: 0, seconds: 0))])
        }
        func sessions() throws -> [SessionLog.Item] {
            var log = SessionLog()
            for entry in try store.entries() { log.apply(entry) }
            return Array(log.items)
        }
        let before = try sessions()
        let size = scratch.logSize
        try store.beginSegment()
        _ = try store.purge()
        #expect(try sessions() == before)
        #expect(before.map(\.report.count) == [Int](repeating: 3, count: 10))
        #expect(try store.readState().retention.messages == 29)
        #expect(try store.entries().contains { $0.body == .listener(started: true, text: "") })
        #expect(scratch.logSize < size)
    }

    @Test func aDamagedSegmentIsLeftAloneByCompaction() throws {
        let scratch = try Scratch()
        let store = try half(scratch)
        let path = scratch.segments()[1]
        var bytes = try scratch.bytes(path)
        bytes[bytes.count / 2] ^= 0x20
        try scratch.overwrite(bytes, path)
        let before = try store.damages().count + store.verify().findings.count
        #expect(before > 0)
        _ = try scratch.open().purge()
        #expect(try scratch.open().damages().count + scratch.open().verify().findings.count >= 1)
    }
}

@Suite struct VerifyTests {
    @Test func aSoundStoreHasNoFindings() throws {
        let scratch = try Scratch()
        let store = try scratch.open(options: StoreOptions(segment: 1_000))
        for number in 0..<10 { try store.add("\(number)") }
        let verification = try store.verify(repairs: true)
        #expect(verification.findings.isEmpty)
        #expect(verification.messages == 10)
        #expect(verification.segments == scratch.segments().count)
        #expect(verification.movedAside.isEmpty)
    }

    @Test func everythingThatIsWrongIsTold() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try store.add("one")
        let path = try #require(scratch.segments().first)
        var ends = [try scratch.bytes(path).count]
        for text in ["two", "three", "four"] {
            try store.add(text)
            ends.append(try scratch.bytes(path).count)
        }
        var bytes = try scratch.bytes(path)
        bytes[ends[0] + 3] ^= 1
        bytes[ends[2] - 3] ^= 1
        let torn = Array("ROOST1 mess".utf8)
        try scratch.overwrite(bytes + torn, path)
        let name = try #require(path.lastComponent?.string)
        let findings = try scratch.open().verify().findings
        #expect(
            findings.map(\.description) == [
                "\(name): no record, \(ends[1] - ends[0]) octets at offset \(ends[0])",
                "\(name): the content of message 3 is damaged, \(ends[2] - ends[1]) octets at offset \(ends[1])",
                "\(name): a record that was never finished, 11 octets at offset \(ends[3])",
            ])
        // Only a repair changes a file.
        #expect(try scratch.bytes(path) == bytes + torn)
        let repaired = try scratch.open().verify(repairs: true)
        #expect(repaired.findings.map(\.isRepaired) == [true, false, true])
        #expect(repaired.movedAside.count == 2)
        let aside = try #require(repaired.movedAside.first { $0.hasPrefix("damaged-00000001-\(ends[0])-") })
        #expect(try scratch.bytes(scratch.store.appending(aside)) == Array(bytes[ends[0]..<ends[1]]))
        let again = try scratch.open().verify()
        #expect(again.findings.map(\.kind) == [.content(MessageID(3))])
        #expect(try scratch.open().texts() == [1: "one", 4: "four"])
        #expect(try scratch.open().readState().liveCount == 3)
        #expect(try scratch.open().add("five") == [6])
        #expect(try scratch.open().damages().isEmpty)
    }

    @Test func aSegmentWithoutItsFirstRecordIsRepaired() throws {
        let scratch = try Scratch()
        let store = try scratch.open(options: StoreOptions(segment: 900))
        for number in 1...9 { try store.add("\(number)") }
        let path = scratch.segments()[1]
        var bytes = try scratch.bytes(path)
        bytes[2] ^= 1
        try scratch.overwrite(bytes, path)
        #expect(try scratch.open().damages().count == 1)
        _ = try scratch.open().verify(repairs: true)
        #expect(try scratch.open().verify().findings.isEmpty)
        #expect(try scratch.open().texts().count == 9)
        #expect(try scratch.open().add("ten") == [10])
    }

    @Test func aFlippedByteAnywhereIsFoundAndNothingElseIsLost() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try store.add("one", "two")
        let path = try #require(scratch.segments().first)
        let bytes = try scratch.bytes(path)
        for position in bytes.indices {
            var flipped = bytes
            flipped[position] ^= 0x10
            try scratch.overwrite(flipped, path)
            #expect(try scratch.open().verify().findings.count == 1, "flipped at \(position)")
        }
    }
}

extension Scratch {
    /// Octets of all segments.
    var logSize: Int {
        segments().reduce(0) { $0 + ((try? FileStatus(of: $1).size) ?? 0) }
    }
}
