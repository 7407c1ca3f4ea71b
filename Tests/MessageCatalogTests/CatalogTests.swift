import Foundation
import MailCore
import MessageCatalog
import MessageStore
import Synchronization
import SystemPackage
import Testing

@Suite struct CatalogTests {
    private static func store() throws -> Store {
        let folder = FilePath(NSTemporaryDirectory()).appending("roost-catalog-\(UUID().uuidString)")
        return try Store.open(folder, access: .readWrite, clock: { Timestamp(microseconds: 1_795_437_105_000_000) })
    }

    private static func message(_ content: String) -> NewRecord {
        .message(
            Capture(
                envelope: Envelope(reversePath: .null, forwardPaths: [Path(address: "bob@example.test")]),
                origin: Origin(),
                content: Array(content.utf8)))
    }

    private static func remove(_ store: Store) { try? FileManager.default.removeItem(atPath: store.directory.string) }

    @Test func rowsAreDecoded() throws {
        let store = try Self.store()
        defer { Self.remove(store) }
        _ = try store.append([
            Self.message("Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nFrom: A <a@example.test>\r\n\r\nhi\r\n"),
            Self.message(""),
        ])
        var state = try CatalogState(store: store)
        try state.readAll()
        let rows = Array(state.snapshot.messages)
        #expect(rows.map(\.subject) == ["Grüße", nil])
        #expect(rows[0].from == [Mailbox(displayName: "A", address: "a@example.test")])
        #expect(rows.map(\.forwardPaths) == [["bob@example.test"], ["bob@example.test"]])
        #expect(rows.map(\.reversePath) == ["", ""])
        #expect(state.snapshot.isComplete)
        let document = try #require(try state.document(of: MessageID(1)))
        #expect(document.text == "hi\n")
        #expect(document.fields.map(\.name) == ["Subject", "From"])
        #expect(document.parts.map(\.path) == ["1"])
    }

    @Test func deletedRowsComeBackComplete() throws {
        let store = try Self.store()
        defer { Self.remove(store) }
        _ = try store.append([Self.message("Subject: one\r\n\r\n"), Self.message("Subject: two\r\n\r\n")])
        var state = try CatalogState(store: store)
        try state.readAll()
        let deletion = try store.append([.delete([MessageID(1)])])[0].sequence
        try state.readAll()
        #expect(state.snapshot.messages.map(\.id.rawValue) == [2])
        _ = try store.append([.restore(sequence: deletion), .flags([MessageID(1)], .read)])
        try state.readAll()
        #expect(state.snapshot.messages.map(\.subject) == ["one", "two"])
        #expect(state.snapshot.messages.map(\.isRead) == [true, false])
    }

    @Test func whatIsAskedForIsReadFirst() throws {
        let store = try Self.store()
        defer { Self.remove(store) }
        _ = try store.append((1...5).map { Self.message("Subject: \($0)\r\n\r\n") })
        var state = try CatalogState(store: store)
        while try state.readLog() {}
        #expect(state.snapshot.messages.allSatisfy { $0.isBare })
        state.readMessages([MessageID(2)])
        #expect(state.snapshot.messages.map(\.subject) == [nil, "2", nil, nil, nil])
        _ = state.readMessages(count: 2)
        #expect(state.snapshot.messages.map(\.subject) == [nil, "2", nil, "4", "5"])
        // Of what arrives the envelope is there with the record.
        _ = try store.append([Self.message("Subject: 6\r\n\r\n")])
        while try state.readLog() {}
        #expect(state.snapshot.messages.last?.isBare == true)
        #expect(state.snapshot.messages.last?.forwardPaths == ["bob@example.test"])
    }

    @Test func whatIsNotWithinTheScopeIsNotThere() throws {
        let store = try Self.store()
        defer { Self.remove(store) }
        _ = try store.append((1...4).map { Self.message("Subject: \($0 % 2 == 0 ? "even" : "odd") \($0)\r\n\r\n") })
        let clock = Query.Clock(now: Timestamp(microseconds: 0)) { _ in 0 }
        var state = try CatalogState(store: store, scope: try Query(parsing: "subject:even -is:pinned", clock: clock))
        while try state.readLog() {}
        #expect(state.snapshot.messages.isEmpty)
        try state.readAll()
        #expect(state.snapshot.messages.map(\.id.rawValue) == [2, 4])
        _ = try store.append([.flags([MessageID(2)], .pinned), Self.message("Subject: even 6\r\n\r\n")])
        try state.readAll()
        #expect(state.snapshot.messages.map(\.id.rawValue) == [4, 5])
        let deletion = try store.append([.delete([MessageID(4)]), .flags([MessageID(2)], .unpinned)])[0].sequence
        try state.readAll()
        #expect(state.snapshot.messages.map(\.id.rawValue) == [2, 5])
        _ = try store.append([.restore(sequence: deletion)])
        try state.readAll()
        #expect(state.snapshot.messages.map(\.id.rawValue) == [2, 4, 5])
    }

    @Test func ofTheSessionsTheNewestAreKept() throws {
        let store = try Self.store()
        defer { Self.remove(store) }
        let count = 2 * Limits.sessionReports + 100
        let reports = (0..<count).map { number in
            NewRecord.session(
                SessionReport(
                    origin: Origin(helo: Array("app \(number)".utf8)), ended: Timestamp(microseconds: 0), problem: .idle
                ))
        }
        for start in stride(from: 0, to: count, by: 250) {
            _ = try store.append(Array(reports[start...].prefix(250)), sync: .never)
        }
        var state = try CatalogState(store: store)
        try state.readAll()
        #expect(state.snapshot.sessions.count == Limits.sessionReports)
        let oldest = state.snapshot.sessions.min { $0.key < $1.key }
        #expect(oldest?.value.origin.helo == Array("app \(count - Limits.sessionReports)".utf8))
    }

    @Test func aLiveCatalogSeesWhatAnotherAppends() async throws {
        let store = try Self.store()
        defer { Self.remove(store) }
        let (changes, changed) = AsyncStream.makeStream(of: Void.self)
        let catalog = try Catalog(store: store, changed: { changed.yield() }, failed: { Issue.record($0) })
        let other = try Store.open(store.directory, access: .readExisting, clock: { Timestamp(microseconds: 0) })
        for number in 1...20 { _ = try other.append([Self.message("Subject: \(number)\r\n\r\n")], sync: .never) }
        for await _ in changes {
            let subjects = catalog.snapshot.messages.map(\.subject)
            if subjects == (1...20).map(String.init) { break }
        }
        let (documents, opened) = AsyncStream.makeStream(of: String?.self)
        catalog.perform { opened.yield(try? $0.document(of: MessageID(7))?.summary.subject) }
        for await subject in documents {
            #expect(subject == "7")
            break
        }
        catalog.stop()
    }
}
