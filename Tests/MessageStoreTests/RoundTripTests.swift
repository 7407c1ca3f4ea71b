import MailCore
import SystemPackage
import Testing

@testable import MessageStore

@Suite struct RoundTripTests {
    @Test func everythingComesBackByteForByte() throws {
        let scratch = try Scratch()
        let capture = Capture(
            envelope: Envelope(
                reversePath: .null,
                forwardPaths: [
                    Path(
                        address: "\"a b> <c=:\\\\\"@exämple.test", sourceRoute: "@a.test,@[IPv6:::1]",
                        parameters: [
                            ESMTPParameter(keyword: "NOTIFY", value: "SUCCESS,FAILURE"),
                            ESMTPParameter(keyword: "EMPTY", value: ""), ESMTPParameter(keyword: "BARE"),
                            ESMTPParameter(keyword: "ODD", value: "a=b c\u{7}"),
                        ]),
                    Path(address: "@starts.with.at"), Path(address: "ann@example.test"),
                    Path(address: "ann@example.test"),
                ],
                refusedRecipients: 2_000, defects: EnvelopeDefect.allCases),
            origin: Origin(
                peer: "[::1]:53412", process: "php[4711]", helo: [0x00, 0xFF, 0x5C, 0x0A], tls: "TLSv1.3 X",
                auth: Origin.Authentication(mechanism: "PLAIN", user: "a user\\x41\n"),
                session: SessionID(listener: 4711, number: 57), began: Timestamp(microseconds: 1_763_000_000_123_456)),
            dialogue: [
                DialogueLine(elapsed: 0, side: .server, text: Array("220 ready".utf8)),
                DialogueLine(elapsed: 1_234, side: .client, text: [0x20, 0xE9, 0x20]),
                DialogueLine(elapsed: 9, side: .client, text: []),
            ],
            content: (0..<3_000).map { UInt8(truncatingIfNeeded: $0) })
        let store = try scratch.open()
        let appended = try store.append([.message(capture)])
        #expect(appended.map(\.id) == [MessageID(1)])
        let again = try scratch.open(.readExisting)
        let record = try #require(try again.state().record(of: MessageID(1)))
        #expect(record.size == 3_000)
        #expect(record.sequence == appended[0].sequence)
        #expect(try again.content(of: record) == capture.content)
        #expect(
            try again.header(of: record)
                == MessageHeader(envelope: capture.envelope, origin: capture.origin, dialogue: capture.dialogue))
    }

    @Test func absentAndEmptyHELOAreNotTheSame() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        var silent = capture("")
        silent.origin = Origin()
        var empty = capture("")
        empty.origin = Origin(helo: [])
        _ = try store.append([.message(silent), .message(empty)])
        let headers = try store.state().live().map { try store.header(of: $0).origin.helo }
        #expect(headers == [nil, []])
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 200_000])
    func contentsOfAllSizes(size: Int) throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        _ = try store.append([.message(capture("before")), .message(capture(content)), .message(capture("after"))])
        let record = try #require(try store.state().record(of: MessageID(2)))
        #expect(try store.content(of: record) == content)
        let seen = try store.withContent(of: record) { span in
            (span.count, span.isEmpty ? nil : span[span.count - 1])
        }
        #expect(seen.0 == size)
        #expect(seen.1 == content.last)
    }

    @Test func everyKindOfRecordIsFollowed() throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        let ids = [MessageID(1), MessageID(2)]
        let appended = try store.append([
            .message(capture("one")), .message(capture("two")), .flags(ids, .pinned), .delete([MessageID(1)]),
            .restore(sequence: 5), .clear(through: MessageID(2)), .listener(started: true, text: "127.0.0.1:1025\n"),
            .listener(started: false, text: ""), .flags(ids, .tagged("a\nb")), .flags([], .untagged("x")),
        ])
        #expect(appended.map(\.sequence) == Array(2...11))
        #expect(appended.map(\.id) == [MessageID(1), MessageID(2)] + [MessageID?](repeating: nil, count: 8))
        let bodies = try store.entries().map(\.body)
        #expect(bodies.count == 10)
        #expect(
            Array(bodies.dropFirst(2)) == [
                .flags(ids, .pinned), .delete([MessageID(1)]), .restore(sequence: 5), .clear(through: MessageID(2)),
                .listener(started: true, text: "127.0.0.1:1025\n"), .listener(started: false, text: ""),
                .flags(ids, .tagged("a\nb")), .flags([], .untagged("x")),
            ])
    }

    @Test func timeNeverGoesBack() throws {
        let scratch = try Scratch()
        let early = Timestamp(microseconds: 1_000_000)
        let late = Timestamp(microseconds: 2_000_000)
        _ = try Store.open(scratch.store, access: .readWrite) { late }.append([.message(capture("one"))])
        let store = try Store.open(scratch.store, access: .readWrite) { early }
        _ = try store.append([.message(capture("two"))])
        #expect(try store.entries().map(\.time) == [late, late])
    }

    @Test func anEmptyBatchWritesNothing() throws {
        let scratch = try Scratch()
        #expect(try scratch.open().append([]).isEmpty)
        #expect(scratch.segments().isEmpty)
    }

    @Test func filesAreForTheirOwnerAlone() throws {
        let scratch = try Scratch()
        try scratch.open().add("one")
        #expect(try FileStatus(of: scratch.store).permissions == 0o700)
        for name in scratch.names() { #expect(try FileStatus(of: scratch.store.appending(name)).permissions == 0o600) }
    }

    @Test func theLogReadsLikeText() throws {
        let scratch = try Scratch()
        try scratch.open().add("Subject: hi\r\n\r\nhello\r\n")
        let text = String(decoding: try scratch.bytes(scratch.segments()[0]), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines.count > 14 && lines[0].hasPrefix("ROOST1 segment 1 2023-11-14T22:13:"))
        #expect(text.contains("\nid: 1\nreverse-path: <app@example.test>\nforward-path: <ann@example.test>\n"))
        #expect(text.hasSuffix("\nSubject: hi\r\n\r\nhello\r\n\n"))
    }
}
