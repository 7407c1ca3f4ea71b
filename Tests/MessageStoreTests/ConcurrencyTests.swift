import Foundation
import Glibc
import MailCore
import Synchronization
import SystemPackage
import Testing

@testable import MessageStore

@Suite struct ConcurrencyTests {
    @Test func severalThreadsOfTwoStoresAppendAtOnce() async throws {
        let scratch = try Scratch()
        let options = StoreOptions(segment: 20_000)
        let stores = [try scratch.open(options: options), try scratch.open(options: options)]
        let ids = try await withThrowingTaskGroup(of: [UInt64: String].self) { group in
            for worker in 0..<4 {
                group.addTask {
                    var ids: [UInt64: String] = [:]
                    for round in 0..<25 {
                        let texts = ["\(worker).\(round).a", "\(worker).\(round).b"]
                        let appended = try stores[worker % 2].append(texts.map { .message(capture($0)) })
                        for (text, place) in zip(texts, appended) { ids[try #require(place.id?.rawValue)] = text }
                    }
                    return ids
                }
            }
            var all: [UInt64: String] = [:]
            for try await ids in group { all.merge(ids) { _, _ in fatalError("an id was given twice") } }
            return all
        }
        #expect(ids.count == 200)
        #expect(try stores[0].texts() == ids)
        #expect(Set(ids.keys) == Set(1...200))
        let entries = try stores[1].entries()
        #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.sequence < $1.sequence && $0.time <= $1.time })
        #expect(scratch.segments().count > 1)
        #expect(try stores[0].damages().isEmpty)
    }

    @Test func aFollowerIsWokenByAnothersAppend() throws {
        let scratch = try Scratch()
        let mine = try scratch.open()
        let theirs = try scratch.open()
        let follower = try mine.makeFollower()
        #expect(try follower.next(limit: 10).isEmpty)
        #expect(!isReadable(follower.descriptor, milliseconds: 0))
        for text in ["one", "two", "three"] {
            try theirs.add(text)
            #expect(isReadable(follower.descriptor, milliseconds: 5_000))
            let entries = try follower.next(limit: 10)
            #expect(entries.count == 1)
            #expect(try follower.next(limit: 10).isEmpty)
        }
        try scratch.write(Array("{}".utf8), to: scratch.store.appending("listener.json"))
        #expect(isReadable(follower.descriptor, milliseconds: 5_000))
        #expect(try follower.next(limit: 10).isEmpty)
        #expect(!isReadable(follower.descriptor, milliseconds: 0))
    }

    @Test func aFollowerGoesOnOverSegmentsAndItsLimit() throws {
        let scratch = try Scratch()
        let store = try scratch.open(options: StoreOptions(segment: 500))
        let follower = try store.makeFollower()
        var seen: [UInt64] = []
        for number in 0..<20 {
            try store.add("\(number)", "x")
            for entry in try follower.next(limit: 3) {
                if case .message(let record, _) = entry.body { seen.append(record.id.rawValue) }
            }
        }
        #expect(seen == Array(1...40))
    }

    @Test func aFollowerWaitsForATornTail() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try store.add("one")
        let path = try #require(scratch.segments().first)
        let before = try scratch.bytes(path)
        try store.add("two")
        let after = try scratch.bytes(path)
        try scratch.write(before, to: path)
        let follower = try store.makeFollower()
        #expect(try follower.next(limit: 10).count == 1)
        for length in (before.count + 1)..<after.count {
            try scratch.overwrite(Array(after[..<length]), path)
            #expect(try follower.next(limit: 10).isEmpty)
        }
        try scratch.overwrite(after, path)
        #expect(try follower.next(limit: 10).count == 1)
    }

    @Test func aFollowerOfATailThatIsReplacedSeesOnlyWhatIsThere() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try store.add("one")
        let path = try #require(scratch.segments().first)
        try scratch.overwrite(try scratch.bytes(path) + Array("ROOST1 message 3 2026-1".utf8), path)
        let follower = try store.makeFollower()
        #expect(try follower.next(limit: 10).count == 1)
        #expect(try follower.next(limit: 10).isEmpty)
        let other = try scratch.open()
        try other.add("two", "three")
        let bodies = try follower.next(limit: 10).map(\.body)
        #expect(bodies.count == 2)
        #expect(!bodies.contains { if case .damage = $0 { true } else { false } })
    }

    @Test func aRemovedStoreIsGoneForFollowersAndMadeAnewByAppends() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try store.add("one")
        let follower = try store.makeFollower()
        #expect(try follower.next(limit: 10).count == 1)
        try FileManager.default.removeItem(atPath: scratch.store.string)
        let error = #expect(throws: StoreError.self) { try follower.next(limit: 10) }
        #expect(error?.kind == .gone)
        try store.add("two")
        #expect(try scratch.open().texts() == [1: "two"])
    }

    @Test func aReplacedSegmentIsNotWrittenTo() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try store.add("one")
        for path in scratch.segments() { try FileManager.default.removeItem(atPath: path.string) }
        try store.add("two")
        #expect(Array(try scratch.open().texts().values) == ["two"])
    }
}

/// Whether poll(2) says so.
func isReadable(_ descriptor: CInt, milliseconds: CInt) -> Bool {
    var query = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&query, 1, milliseconds) == 1
}

extension Scratch {
    /// In the same file, as an appender would.
    func overwrite(_ bytes: [UInt8], _ path: FilePath) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path.string))
        defer { try? file.close() }
        try file.write(contentsOf: Data(bytes))
        try file.truncate(atOffset: UInt64(bytes.count))
    }
}
