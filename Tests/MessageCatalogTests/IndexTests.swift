import Foundation
import MailCore
import SystemPackage
import Testing

@testable import MessageCatalog
@testable import MessageStore

@Suite struct IndexTests {
    private static let queries = [
        "needle", "body:needle", "-body:needle", "größe", "subject:grosse", "from:ann", "rcpt:carl", "has:attachment",
        "has:html", "has:link", "file:*.pdf", "type:text/*", "check:no-message-id", "tag:urgent", "is:tagged",
        "peer:127",
        "header:x-app", "body:/nee.le/", "is:read", "helo:app", "message-id:7@", "has:defect", "missing",
        "defect:long-path",
    ]

    private static func fill(_ store: Store, _ range: ClosedRange<Int>) throws {
        let records = range.map { number in
            message(
                """
                From: Ann <ann@example.test>\r
                Subject: =?utf-8?Q?Gr=C3=B6=C3=9Fe?= \(number)\r
                Message-ID: <\(number)@example.test>\r
                \(number % 3 == 0 ? "X-App: shop\r\nX-Tags: urgent\r\n" : "")MIME-Version: 1.0\r
                Content-Type: multipart/mixed; boundary=b\r
                \r
                --b\r
                Content-Type: text/\(number % 2 == 0 ? "html" : "plain")\r
                \r
                <p>It holds a \(number % 4 == 0 ? "Needle" : "thread"), see <a href="https://shop.test/\(number)">it</a></p>\r
                --b\r
                Content-Type: application/pdf; name="invoice.pdf"\r
                Content-Transfer-Encoding: base64\r
                \r
                QUJD\r
                --b--\r

                """, to: number % 5 == 0 ? "carl@example.test" : "bob@example.test",
                defects: number % 7 == 0 ? [.longPath] : [])
        }
        for start in stride(from: 0, to: records.count, by: 4) {
            _ = try store.append(Array(records[start...].prefix(4)))
        }
    }

    private static func answers(_ state: CatalogState) throws -> [String] {
        try state.rows + queries.map { "\($0): \(try state.ids($0))" }
    }

    /// What a reader says that knows of no index.
    private static func truth(_ library: Library, _ store: Store) throws -> [String] {
        try library.removeIndexes()
        var state = try CatalogState(store: store)
        try state.readAll()
        return try answers(state)
    }

    @Test func saysTheSameWithItAndWithoutIt() throws {
        let library = Library()
        let store = try library.open(segment: 6_000)
        try Self.fill(store, 1...30)
        _ = try store.append([.flags([MessageID(3)], .read), .flags([MessageID(4)], .tagged("urgent"))])
        try Self.fill(store, 31...40)
        _ = try store.append([.delete([MessageID(8)])])
        let truth = try Self.truth(library, store)
        let written = try library.read(store)
        #expect(try Self.answers(written) == truth)
        #expect(library.indexes.count > 3)
        var again = try CatalogState(store: store)
        while try again.readLog() {}
        // All but the one that was deleted before it was read.
        #expect(again.unreadCount == 1)
        #expect(again.snapshot.messages.allSatisfy { !$0.isBare })
        #expect(try Self.answers(again) == truth)
    }

    @Test func isExtendedBehindWhatItCovers() throws {
        let library = Library()
        let store = try library.open(segment: 6_000)
        for round in 0..<8 {
            try Self.fill(store, (round * 5 + 1)...(round * 5 + 5))
            _ = try store.append([.flags([MessageID(UInt64(round * 5 + 1))], .read)])
            var state = try CatalogState(store: store)
            while try state.readLog() {}
            // What came since is all that must be read.
            #expect(state.unreadCount == 5)
            try state.readAll()
            state.extendIndexes(behind: 1)
        }
        let state = try library.read(store)
        #expect(try Self.answers(state) == Self.truth(library, store))
        #expect(try store.verify().findings.isEmpty)
    }

    @Test func noDamageIsTrusted() throws {
        let library = Library()
        let store = try library.open()
        try Self.fill(store, 1...2)
        let truth = try Self.truth(library, store)
        _ = try library.read(store)
        let path = try #require(library.indexes.first)
        let bytes = try library.bytes(path)
        for length in 0..<bytes.count where length % 11 == 0 || length < 160 {
            try library.write(Array(bytes[..<length]), to: path)
            let octets = try #require(try store.derivedFile(of: Self.segment(path)))
            #expect(SegmentIndex(octets) == nil)
        }
        for offset in bytes.indices {
            var changed = bytes
            changed[offset] ^= 1 << UInt8(offset % 8)
            let index = SegmentIndex(changed.withUnsafeBytes { Octets(copying: $0) })
            // The texts are looked at as they are first asked for.
            #expect(index?.withTexts(of: 0) { _ in true } == nil)
        }
        for offset in stride(from: 0, to: bytes.count, by: 601) {
            var changed = bytes
            changed[offset] ^= 0x10
            try library.write(changed, to: path)
            var state = try CatalogState(store: store)
            try state.readAll()
            #expect(try Self.answers(state) == truth)
            state.extendIndexes(behind: 1)
        }
        try library.write(Array(bytes[..<(bytes.count / 2)]), to: path)
        #expect(try Self.answers(library.read(store)) == truth)
        #expect(try library.bytes(path) == bytes)
    }

    /// Of texts that take several blocks.
    @Test func aDamagedBlockIsNotTrusted() throws {
        let library = Library()
        let store = try library.open()
        let filler = String(repeating: "thread and thimble\r\n", count: 600)
        _ = try store.append((1...40).map { message("Subject: \($0)\r\n\r\n\(filler)needle \($0)\r\n") })
        let queries = ["needle", "n", "body:needle", "subject:7", "needle subject:7", "\"needle 7\"", "threads"]
        func answers(_ state: CatalogState) throws -> [[UInt64]] { try queries.map(state.ids) }
        let truth = try answers(library.read(store))
        #expect(truth.map(\.count) == [40, 40, 40, 4, 4, 1, 0])
        let path = library.indexes[0]
        let bytes = try library.bytes(path)
        let octets = bytes.withUnsafeBytes { Octets(copying: $0) }
        let texts = try #require(SegmentIndex(octets)).header.texts
        #expect(texts.count > 400_000)
        for offset in stride(from: texts.lowerBound, to: texts.upperBound, by: 70_000) {
            var changed = bytes
            changed[offset] ^= 0x10
            try library.write(changed, to: path)
            var state = try CatalogState(store: store)
            try state.readAll()
            #expect(try answers(state) == truth)
        }
    }

    private static func segment(_ path: FilePath) throws -> SegmentName {
        try #require(SegmentName((path.stem ?? "") + ".roost"))
    }

    /// With sums that are right, as no accident makes them.
    @Test func nothingIsReadBeyondTheEnd() throws {
        let library = Library()
        let store = try library.open()
        try Self.fill(store, 1...3)
        _ = try library.read(store)
        let octets = try #require(try store.derivedFile(of: Self.segment(library.indexes[0])))
        let index = try #require(SegmentIndex(octets))
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            var areas = IndexHeader.Area.allCases.map { Array(index.bytes($0)) }
            for _ in 0..<20 {
                let area = Int.random(in: 0..<3, using: &random)
                guard !areas[area].isEmpty else { continue }
                let values: [UInt8] = [0, 0xFF, 0x7F, 0x80, .random(in: 0...255, using: &random)]
                areas[area][Int.random(in: areas[area].indices, using: &random)] =
                    values.randomElement(using: &random) ?? 0
            }
            let lengths = IndexHeader.Lengths { areas[$0].count }
            let place = RecordPlace(
                segment: index.header.segment, generation: 0, start: 0, offset: index.header.lastOffset,
                end: index.end, checksum: index.header.lastChecksum)
            let octets = Octets(count: IndexHeader.size + areas.reduce(0) { $0 + $1.count }) { buffer in
                var pen = IndexPen(buffer, lengths: lengths)
                for area in IndexHeader.Area.allCases { areas[area.rawValue].withUnsafeBytes { pen.put($0, in: area) } }
                let header = IndexHeader(covering: place, lengths: lengths, in: UnsafeRawBufferPointer(buffer))
                buffer.copyBytes(from: header.bytes)
            }
            let hostile = try #require(SegmentIndex(octets))
            for position in 0..<hostile.count { _ = hostile[position] }
            for row in 0..<hostile.rowCount {
                let summary = Summary(
                    id: MessageID(1), received: Timestamp(microseconds: 0), size: 0, index: hostile, row: row)
                _ = (summary.subject, summary.from, summary.to, summary.forwardPaths, summary.checks)
                _ = hostile.withTexts(of: row) {
                    $0.holds(Literal(Array("needle".utf8)), in: .anywhere, orBodies: true)
                }
                _ = hostile.withTexts(of: row) { $0.contains(.file) { !$0.isEmpty } }
            }
            if hostile.rowCount > 0, let needle = try Query(parsing: "needle", clock: clock).needle {
                _ = hostile.answers(of: 0...hostile.rowCount - 1, to: needle)
            }
        }
    }

    @Test func twoProcessesExtendAtOnce() async throws {
        let library = Library()
        let store = try library.open(segment: 6_000)
        try Self.fill(store, 1...20)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    do {
                        let other = try library.open(segment: 6_000)
                        var state = try CatalogState(store: other)
                        for round in 0..<10 {
                            try state.readAll()
                            state.extendIndexes(behind: 1)
                            try Self.fill(other, (round * 3 + 21)...(round * 3 + 23))
                        }
                    } catch {
                        Issue.record(error)
                    }
                }
            }
        }
        let state = try library.read(store)
        let answers = try Self.answers(state)
        #expect(state.snapshot.messages.count == 80)
        let indexed = try library.read(store)
        #expect(try Self.answers(indexed) == answers)
        #expect(try answers == Self.truth(library, store))
    }

    @Test func outlivesPurgeAndCompaction() throws {
        let library = Library()
        let store = try library.open(segment: 6_000)
        try Self.fill(store, 1...40)
        var live = try library.read(store)
        let count = library.indexes.count
        _ = try store.append([.delete((1...40).filter { $0 % 2 == 0 || $0 < 12 }.map { MessageID($0) })])
        #expect(try store.purge().messages > 0)
        try live.readAll()
        let answers = try Self.answers(live)
        #expect(library.indexes.count < count)
        live.extendIndexes(behind: 1)
        let again = try library.read(store)
        #expect(try Self.answers(again) == answers)
        try Self.fill(store, 41...44)
        #expect(try Self.answers(library.read(store)) == Self.truth(library, store))
        // Segments that are gone leave no index behind.
        _ = try store.append([.clear(through: MessageID(44))])
        _ = try store.purge()
        try Self.fill(store, 45...46)
        _ = try library.read(store)
        let segments = try FileManager.default.contentsOfDirectory(atPath: library.folder.string)
            .filter { $0.hasSuffix(".roost") }
        #expect(library.indexes.count <= segments.count)
        #expect(try store.verify().findings.isEmpty)
    }

    /// A log that lost its end in a crash, and has another one now.
    @Test func anotherEndOfTheLogIsNotTakenForTheOldOne() throws {
        let library = Library()
        let store = try library.open()
        try Self.fill(store, 1...3)
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: library.folder.string).first { $0.hasSuffix(".roost") })
        let before = try library.bytes(library.folder.appending(name))
        try Self.fill(store, 4...6)
        _ = try library.read(store)
        try library.write(before, to: library.folder.appending(name))
        let other = try library.open()
        try Self.fill(other, 14...17)
        let answers = try Self.answers(library.read(other))
        var again = try CatalogState(store: other)
        while try again.readLog() {}
        #expect(again.unreadCount == 0)
        #expect(try answers == Self.truth(library, other))
    }

    @Test func whoeverDoesNotGetTheLockGoesOnWithout() throws {
        let library = Library()
        let store = try library.open()
        try Self.fill(store, 1...3)
        let truth = try Self.truth(library, store)
        let lock = try LockFile.acquire(library.folder.appending("index.lock"), .exclusive, wait: false)
        #expect(try Self.answers(library.read(store)) == truth)
        #expect(library.indexes.isEmpty)
        lock?.release()
        #expect(try Self.answers(library.read(store)) == truth)
        #expect(library.indexes.count == 1)
    }

    /// Texts are checked late: what is damaged in them must not be written again as if it were sound.
    @Test func damagedTextsAreNotCarriedOn() throws {
        let library = Library()
        let store = try library.open()
        try Self.fill(store, 1...3)
        _ = try library.read(store)
        let path = library.indexes[0]
        var bytes = try library.bytes(path)
        bytes[bytes.count - 20] ^= 1
        try library.write(bytes, to: path)
        try Self.fill(store, 4...6)
        _ = try library.read(store)
        #expect(try Self.answers(library.read(store)) == Self.truth(library, store))
    }

    @Test func restoredMessagesComeFromIt() throws {
        let library = Library()
        let store = try library.open()
        try Self.fill(store, 1...4)
        let deletion = try store.append([.delete([MessageID(2)])])[0].sequence
        var state = try library.read(store)
        _ = try store.append([.restore(sequence: deletion), .flags([MessageID(2)], .pinned)])
        try state.readAll()
        #expect(state.snapshot.messages[MessageID(2)]?.isPinned == true)
        #expect(try Self.answers(state) == Self.truth(library, store))
    }

    @Test func whatIsOverTheCapIsFoundAllTheSame() throws {
        let library = Library()
        let store = try library.open()
        let long = String(repeating: "thread and thread\r\n", count: 5_000)
        _ = try store.append([
            message("Subject: long\r\n\r\n\(long)needle\r\n"), message("Subject: short\r\n\r\nneedle\r\n"),
        ])
        let state = try library.read(store)
        #expect(try library.bytes(library.indexes[0]).count < 2 * Limits.indexedText)
        #expect(try state.ids("needle") == [2, 1])
        #expect(try state.ids("-needle").isEmpty)
        #expect(try state.ids("body:thread") == [1])
    }

    @Test func aReadOnlyStoreIsLeftAsItIs() throws {
        let library = Library()
        try Self.fill(try library.open(), 1...3)
        var options = StoreOptions()
        options.user = { effectiveUser() &+ 1 }
        // Whoever is neither its owner nor root reads it and no more.
        guard effectiveUser() != 0 else { return }
        let store = try Store.open(library.folder, access: .readExisting, options: options) { clock.now }
        let state = try library.read(store)
        #expect(try state.ids("body:needle").isEmpty)
        #expect(library.indexes.isEmpty)
    }
}
