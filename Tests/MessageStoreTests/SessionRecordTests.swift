import MailCore
import Synchronization
import SystemPackage
import Testing

@testable import MessageStore

@Suite struct SessionRecordTests {
    private func report(_ problem: SessionProblem = .tlsOnPlainPort, helo: String = "app") -> SessionReport {
        SessionReport(
            origin: Origin(peer: "127.0.0.1:53412", process: "php[4711]", helo: Array(helo.utf8)),
            ended: Timestamp(microseconds: 1_700_000_000_000_000), problem: problem)
    }

    private func log(_ store: Store) throws -> [SessionLog.Item] {
        var log = SessionLog()
        for entry in try store.entries() { log.apply(entry) }
        return Array(log.items)
    }

    @Test func everythingOfAReportComesBack() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        let full = SessionReport(
            origin: Origin(
                peer: "[::1]:53412", process: "java[12]", helo: [0xFF, 0x0A, 0x5C], tls: "TLSv1.3 X",
                auth: Origin.Authentication(mechanism: "PLAIN", user: "ann b"),
                session: SessionID(listener: 2, number: 57), began: Timestamp(microseconds: 1_700_000_000_000_001)),
            ended: Timestamp(microseconds: 1_700_000_000_123_456), problem: .mailSyntax,
            detail: [0x4D, 0x41, 0x49, 0x4C, 0x00, 0xE9],
            envelope: Envelope(
                reversePath: .null, forwardPaths: [Path(address: "ann@example.test")], refusedRecipients: 3,
                defects: [.longPath]),
            octets: 12_345, messages: [MessageID(1), MessageID(7)],
            dialogue: [DialogueLine(elapsed: 5, side: .client, text: Array("MAIL FROM: \\x".utf8))], count: 3)
        var odd = report()
        odd.envelope = nil
        let started = try store.append([.listener(started: true, text: ""), .session(full), .session(odd)])
        #expect(started.map(\.sequence) == [2, 3, 4])
        #expect(try log(store) == [.init(sequence: 3, report: full), .init(sequence: 4, report: odd)])
    }

    @Test func equalSessionsInARowAreOneWithACount() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        _ = try store.append([.session(report()), .session(report()), .session(report(.idle))])
        var later = report(.idle)
        later.ended = Timestamp(microseconds: 1_800_000_000_000_000)
        later.count = 2
        // Another process counts on.
        _ = try scratch.open().append([.message(capture("between")), .session(later)])
        _ = try store.append([.session(report(.idle, helo: "other"))])
        let items = try log(store)
        #expect(items.map(\.report.count) == [2, 3, 1])
        #expect(items.map(\.report.problem) == [.tlsOnPlainPort, .idle, .idle])
        #expect(items[1].report.ended == later.ended)
    }

    @Test func sessionsThatStoredMessagesAreNotFolded() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        var one = report()
        one.messages = [MessageID(1)]
        _ = try store.append([.session(one), .session(one)])
        #expect(try log(store).count == 2)
    }

    @Test func theNewestThousandAreKept() throws {
        var log = SessionLog()
        let dropped = 2 * UInt64(Limits.sessionReports) + 5
        for sequence in 1...(dropped + UInt64(Limits.sessionReports)) {
            let entry = LogEntry(
                sequence: sequence, time: Timestamp(microseconds: 0), body: .session(report(helo: "\(sequence)")))
            #expect(log.apply(entry)?.sequence == sequence)
        }
        #expect(log.items.count == Limits.sessionReports)
        #expect(log.items.first?.sequence == dropped + 1)
        let old = LogEntry(
            sequence: 9_000, time: Timestamp(microseconds: 0),
            body: .sessionAgain(sequence: dropped, count: 2, ended: Timestamp(microseconds: 0)))
        #expect(log.apply(old) == nil)
    }

    @Test func sessionsThatWaitNeverTakeTheRoomOfMail() throws {
        let scratch = try Scratch()
        let gate = Gate()
        var io = FileIO()
        io.sync = { _ in gate.pass() }
        let writer = LogWriter(store: try scratch.open(options: StoreOptions(io: io)), sync: .always)
        writer.submit(capture("first")) { _ in }
        gate.awaitArrival()
        let refused = Atomic<Int>(0)
        for _ in 0..<(Limits.sessionReports + 10) {
            writer.submit(.session(report())) { result in
                if case .failure(let error) = result, error.kind == .full { refused.add(1, ordering: .relaxed) }
            }
        }
        #expect(refused.load(ordering: .relaxed) == 10)
        let stored = Atomic<Int>(0)
        writer.submit(capture("second")) { result in
            if case .success = result { stored.add(1, ordering: .relaxed) }
        }
        gate.open()
        writer.finish()
        #expect(stored.load(ordering: .relaxed) == 1)
        #expect(try log(scratch.open()).map(\.report.count) == [Limits.sessionReports])
    }
}
