import Foundation
import Glibc
import MailCore
import SystemPackage
import Testing

@testable import MessageStore

@Suite struct DamageTests {
    /// A store of three messages, and where their records end.
    private func threeMessages(_ scratch: Scratch) throws -> (path: FilePath, bytes: [UInt8], ends: [Int]) {
        let store = try scratch.open()
        try store.add("one")
        let path = try #require(scratch.segments().first)
        var ends = [try scratch.bytes(path).count]
        try store.add("two")
        ends.append(try scratch.bytes(path).count)
        try store.add("three")
        let bytes = try scratch.bytes(path)
        return (path, bytes, ends + [bytes.count])
    }

    @Test func cutAnywhereKeepsAllWholeRecords() throws {
        let scratch = try Scratch()
        let (path, bytes, ends) = try threeMessages(scratch)
        for length in 0...bytes.count {
            try scratch.write(Array(bytes[..<length]), to: path)
            let whole = ends.count { $0 <= length }
            let expected = Array(["one", "two", "three"].prefix(whole))
            let store = try scratch.open(.readExisting)
            #expect(try store.inOrder() == expected, "cut at \(length)")
            let ids = try store.add("new")
            try store.add("newer")
            #expect(try scratch.open().inOrder() == expected + ["new", "newer"], "cut at \(length)")
            #expect(ids[0] > UInt64(whole))
            try scratch.removeTails()
        }
    }

    @Test func aTornTailIsKeptBesideTheLog() throws {
        let scratch = try Scratch()
        let (path, bytes, ends) = try threeMessages(scratch)
        try scratch.write(Array(bytes[..<(ends[1] + 10)]), to: path)
        try scratch.open().add("new")
        let torn = try #require(scratch.names().first { $0.hasPrefix("torn-00000001-\(ends[1])-") })
        #expect(try scratch.bytes(scratch.store.appending(torn)) == Array(bytes[ends[1]..<(ends[1] + 10)]))
    }

    @Test func aReaderNeverChangesATornTail() throws {
        let scratch = try Scratch()
        let (path, bytes, _) = try threeMessages(scratch)
        let cut = Array(bytes.dropLast(3))
        try scratch.write(cut, to: path)
        _ = try scratch.open().entries()
        #expect(try scratch.bytes(path) == cut)
        #expect(!scratch.names().contains { $0.hasPrefix("torn-") })
    }

    @Test func aFlippedByteCostsOneMessageAtMost() throws {
        let scratch = try Scratch()
        let (path, bytes, ends) = try threeMessages(scratch)
        let content = (ends[1] - 4)..<ends[1]
        for position in ends[0]..<ends[1] {
            var bytes = bytes
            bytes[position] ^= 0x01
            try scratch.write(bytes, to: path)
            let store = try scratch.open()
            #expect(try store.texts() == [1: "one", 3: "three"], "flipped at \(position)")
            let damages = try store.damages()
            if content.contains(position) {
                let record = try #require(try store.state().record(of: MessageID(2)))
                let error = #expect(throws: StoreError.self) { try store.content(of: record) }
                #expect(error?.kind == .damaged)
                #expect(error?.message.contains("\(path) at offset \(ends[0])") == true)
            } else {
                #expect(damages.count == 1)
                #expect(damages.first?.offset == ends[0] && damages.first?.length == ends[1] - ends[0])
                #expect(damages.first?.file == path.lastComponent?.string)
            }
        }
        let store = try scratch.open()
        #expect(try store.add("four") == [4])
        #expect(try store.texts() == [1: "one", 3: "three", 4: "four"])
    }

    @Test func aDamagedFirstRecordCostsNothingElse() throws {
        let scratch = try Scratch()
        let (path, bytes, _) = try threeMessages(scratch)
        for position in 0..<40 {
            var bytes = bytes
            bytes[position] ^= 0x02
            try scratch.write(bytes, to: path)
            #expect(try scratch.open().texts() == [1: "one", 2: "two", 3: "three"])
        }
        #expect(try scratch.open().add("four") == [4])
    }

    @Test func damageIsReportedOnceToEachFollower() throws {
        let scratch = try Scratch()
        let (path, bytes, ends) = try threeMessages(scratch)
        var flipped = bytes
        flipped[ends[0] + 3] ^= 0x40
        try scratch.write(flipped, to: path)
        let store = try scratch.open()
        let follower = try store.makeFollower()
        #expect(try follower.next(limit: 100).count == 3)
        try store.add("four")
        #expect(try follower.next(limit: 100).count == 1)
    }

    @Test(arguments: [1, 100, 5_000]) func aTailOfZerosIsTorn(count: Int) throws {
        let scratch = try Scratch()
        let (path, bytes, _) = try threeMessages(scratch)
        try scratch.write(bytes + [UInt8](repeating: 0, count: count), to: path)
        let store = try scratch.open()
        #expect(try store.damages().isEmpty)
        try store.add("new")
        #expect(Set(try store.texts().values) == ["one", "two", "three", "new"])
        #expect(try store.damages().isEmpty)
    }

    @Test func aLastRecordWithZerosForContentIsTorn() throws {
        let scratch = try Scratch()
        let (path, bytes, ends) = try threeMessages(scratch)
        // As after a power cut that kept the size of a file but not its last pages, across two records.
        var zeroed = bytes
        for position in [ends[1] - 3, ends[2] - 3] { zeroed[position] = 0 }
        try scratch.write(zeroed, to: path)
        let store = try scratch.open()
        #expect(try store.state().live().map(\.id) == [MessageID(1)])
        let ids = try store.add("new")
        #expect(try store.texts() == [1: "one", ids[0]: "new"])
        #expect(try store.damages().isEmpty)
    }

    @Test func aRecordInsideAContentIsNeverTakenForOne() throws {
        let scratch = try Scratch()
        let (path, bytes, ends) = try threeMessages(scratch)
        let copy = Array(bytes[ends[0]..<ends[1]])
        let store = try scratch.open()
        _ = try store.append([.message(capture(copy + copy))])
        let end = try scratch.bytes(path).count
        try store.add("last")
        #expect(try store.state().liveCount == 5)
        let full = try scratch.bytes(path)
        for position in [0, 7, 20, 60] {
            var damaged = full
            damaged[ends[2] + position] ^= 0x01
            try scratch.write(damaged, to: path)
            let again = try scratch.open()
            #expect(try again.texts() == [1: "one", 2: "two", 3: "three", 5: "last"])
            #expect(try again.damages().count == 1)
        }
        // Nothing valid behind it: a torn tail, however much the content looks like records.
        try scratch.write(Array(full[..<(end - 5)]), to: path)
        #expect(try scratch.open().state().liveCount == 3)
    }

    @Test func anotherStoresSegmentInAContentIsNeverTakenForRecords() throws {
        let other = try Scratch()
        try other.open().add("foreign one", "foreign two")
        let foreign = try other.bytes(other.segments()[0])
        let scratch = try Scratch()
        let store = try scratch.open()
        try store.add("one")
        let path = try #require(scratch.segments().first)
        let start = try scratch.bytes(path).count
        _ = try store.append([.message(capture(foreign))], sync: .never)
        let end = try scratch.bytes(path).count
        try store.add("three")
        let bytes = try scratch.bytes(path)
        let known: Set<String> = ["one", String(decoding: foreign, as: UTF8.self), "three"]
        // Every one of them takes half a minute; that is for who asks for it.
        let step = ProcessInfo.processInfo.environment["ROOST_EVERY_OCTET"] == "1" ? 1 : 7
        for position in stride(from: start, to: end, by: step) {
            var flipped = bytes
            flipped[position] ^= 0x01
            try scratch.overwrite(flipped, path)
            let texts = try scratch.open().texts()
            #expect(Set(texts.values).isSubset(of: known) && texts[1] == "one" && texts[3] == "three")
            try scratch.overwrite(Array(bytes[..<position]), path)
            #expect(try scratch.open().texts() == [1: "one"])
            // The beginning is gone, so that the content begins where a record should.
            try scratch.overwrite(Array(bytes[..<start] + bytes[position...]), path)
            #expect(Set(try scratch.open().texts().values).isSubset(of: known))
        }
    }

    @Test func arbitraryOctetsAreNoStoreOfAnything() throws {
        let scratch = try Scratch()
        var generator = SplitMix(state: 7)
        try scratch.open().add("one")
        let path = try #require(scratch.segments().first)
        for _ in 0..<200 {
            var bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let line = "ROOST1 message 999999999999999999 2026-11-23T12:31:45.123456Z 999999 999999999999999999 0 0\n"
            bytes.insert(contentsOf: Array(line.utf8), at: Int.random(in: 0...bytes.count, using: &generator))
            try scratch.write(bytes, to: path)
            let store = try scratch.open()
            #expect(try store.entries().isEmpty)
            try store.add("new")
            #expect(try store.texts().count == 1)
        }
    }

    @Test func unknownKindsAreSkippedAndPoorOnesReported() throws {
        let scratch = try Scratch()
        try scratch.open().add("one")
        let path = try #require(scratch.segments().first)
        let name = try #require(SegmentName(path.lastComponent?.string ?? ""))
        let bytes = try scratch.bytes(path)
        var encoder = RecordEncoder(salt: name.salt, start: bytes.count)
        var later = HeaderLines()
        later.append("whatever", "x")
        var tags = HeaderLines()
        tags.append("set", "tagged")
        tags.append("ids", "1")
        encoder.append(
            .other("novelty"), sequence: 3, time: scratch.now(), header: later, content: [1, 2, 3],
            contentChecksum: CRC32C(content: [1, 2, 3]))
        encoder.append(.flags, sequence: 4, time: scratch.now(), header: tags)
        encoder.append(.delete, sequence: 5, time: scratch.now(), header: later)
        try scratch.write(bytes + encoder.octets, to: path)
        let store = try scratch.open()
        let bodies = try store.entries().map(\.body)
        #expect(bodies.count == 4)
        #expect(Array(bodies[1...2]) == [.other(kind: "novelty"), .other(kind: "flags")])
        #expect(try store.damages().first?.what.contains("delete") == true)
        #expect(try store.add("two") == [2])
    }

    @Test func octetsBehindASealAreTakenOut() throws {
        let scratch = try Scratch()
        try scratch.open().add("one")
        try scratch.open().beginSegment()
        let (first, last) = (try #require(scratch.segments().first), try #require(scratch.segments().last))
        try FileManager.default.removeItem(atPath: last.string)
        try scratch.write(try scratch.bytes(first) + [7], to: first)
        let findings = try scratch.open().verify(repairs: true).findings
        #expect(findings.map(\.kind) == [.noRecord] && findings.first?.isRepaired == true)
        #expect(try scratch.open().verify().findings == [])
        #expect(try scratch.open().texts() == [1: "one"])
    }

    @Test func aNewerFormatIsRefused() throws {
        let scratch = try Scratch()
        try scratch.open().add("one")
        let path = try #require(scratch.segments().first)
        let name = try #require(SegmentName(path.lastComponent?.string ?? ""))
        var encoder = RecordEncoder(salt: name.salt, start: 0)
        var header = HeaderLines()
        header.append("format", "2")
        encoder.append(.segment, sequence: 1, time: scratch.now(), header: header)
        try scratch.write(encoder.octets, to: path)
        #expect(throws: StoreError.self) { try scratch.open() }
        let error = #expect(throws: StoreError.self) { try scratch.open(.readExisting) }
        #expect(error?.kind == .newerVersion)
    }
}

extension Store {
    /// The texts of all messages in log order; a damage stands as its description.
    fileprivate func inOrder() throws -> [String] {
        try entries().map { entry in
            switch entry.body {
            case .message(let record, _): String(decoding: try content(of: record), as: UTF8.self)
            case .damage(let damage): damage.description
            default: "another record"
            }
        }
    }
}

extension RecordEncoder {
    var octets: [UInt8] {
        withVectors { vectors in
            vectors.flatMap { UnsafeRawBufferPointer(start: $0.iov_base, count: $0.iov_len) }
        }
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
