import MailCore
import NIOCore
import NIOEmbedded
import SMTPProtocol
import Synchronization
import Testing

@testable import SMTPServer

/// The handler on a channel without a socket: what it reads, and when.
@Suite struct SessionHandlerTests {
    private final class ReadCounter: ChannelOutboundHandler {
        typealias OutboundIn = ByteBuffer
        var count = 0

        func read(context: ChannelHandlerContext) { count += 1 }
    }

    private struct Session {
        let channel = EmbeddedChannel()
        let reads = ReadCounter()
        let store = TestStore(isManual: true)

        init(
            _ session: SessionConfiguration = SessionConfiguration(hostname: "roost.test"),
            change: (inout SMTPServerConfiguration) -> Void = { _ in }
        ) throws {
            let store = store
            var configuration = SMTPServerConfiguration(now: { Timestamp(microseconds: 0) })
            change(&configuration)
            let handler = SessionHandler(
                session: session, peer: nil, configuration: configuration,
                registry: SessionRegistry(configuration, on: channel.embeddedEventLoop),
                store: { store.store($0, $1, $2) }, events: { store.record($0) })
            try channel.pipeline.syncOperations.addHandlers([reads, handler])
            channel.pipeline.fireChannelActive()
        }

        func send(_ text: String) throws {
            try channel.writeInbound(ByteBuffer(string: text))
        }

        func replies() throws -> String {
            var text = ""
            while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
            return text
        }
    }

    private static let message =
        "HELO client.test\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n.\r\n"

    @Test func readsOnAfterEachRead() throws {
        let session = try Session()
        #expect(try session.replies() == "220 roost.test ESMTP Roost\r\n")
        #expect(session.reads.count == 1)
        try session.send("NOOP\r\n")
        #expect(try session.replies() == "250 2.0.0 Ok\r\n")
        #expect(session.reads.count == 2)
    }

    @Test func takesInOneReadWhileAContentIsStoredAndNoMore() throws {
        let session = try Session()
        try session.send(Self.message)
        _ = try session.replies()
        #expect(session.reads.count == 2)
        try session.send("NOOP\r\n")
        #expect(try session.replies() == "")
        #expect(session.reads.count == 2)
        session.store.answer(.stored(MessageID(5)))
        session.channel.embeddedEventLoop.run()
        #expect(try session.replies() == "250 2.0.0 Ok: stored as 5\r\n250 2.0.0 Ok\r\n")
        #expect(session.reads.count == 3)
    }

    @Test func takesInOneReadWhileTheRulesAreAskedAndNoMore() throws {
        let rule = try RejectRule(parsing: "mail=delay 5s")
        let session = try Session(SessionConfiguration(hostname: "roost.test", ruledStages: [.mail])) {
            $0.rules = [rule]
        }
        try session.send("HELO client.test\r\nMAIL FROM:<>\r\n")
        _ = try session.replies()
        #expect(session.reads.count == 2)
        try session.send("NOOP\r\n")
        #expect(session.reads.count == 2)
    }

    @Test func doesNotReadWhileTheClientDoesNotFetchItsReplies() throws {
        let session = try Session()
        session.channel.isWritable = false
        try session.send("NOOP\r\n")
        #expect(session.reads.count == 1)
        session.channel.isWritable = true
        session.channel.pipeline.fireChannelWritabilityChanged()
        #expect(session.reads.count == 2)
    }

    @Test func idleIsCountedFromTheLastFinishedLine() throws {
        let session = try Session { $0.idleTimeout = .seconds(10) }
        let loop = session.channel.embeddedEventLoop
        loop.advanceTime(by: .seconds(6))
        try session.send("NOOP\r\n")
        loop.advanceTime(by: .seconds(6))
        try session.send("NO")
        #expect(try !session.replies().contains("421"))
        loop.advanceTime(by: .seconds(4))
        #expect(try session.replies() == "421 4.4.2 Idle for too long\r\n")
    }

    @Test func aDripOfContentIsIdleAndAStreamIsNot() throws {
        let session = try Session { $0.idleTimeout = .seconds(10) }
        let loop = session.channel.embeddedEventLoop
        try session.send("HELO client.test\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n")
        for _ in 0..<5 {
            loop.advanceTime(by: .seconds(9))
            try session.send(String(repeating: "x", count: 1_024))
        }
        #expect(try !session.replies().contains("421"))
        for _ in 0..<11 {
            loop.advanceTime(by: .seconds(1))
            try session.send("x")
        }
        #expect(try session.replies() == "421 4.4.2 Idle for too long\r\n")
        session.channel.pipeline.fireChannelInactive()
        #expect(session.store.reports.map(\.problem) == [.noEndOfData])
    }

    @Test func storingIsNotIdle() throws {
        let session = try Session { $0.idleTimeout = .seconds(10) }
        try session.send(Self.message)
        _ = try session.replies()
        session.channel.embeddedEventLoop.advanceTime(by: .seconds(20))
        #expect(try session.replies() == "")
        session.store.answer(.stored(MessageID(1)))
        session.channel.embeddedEventLoop.run()
        #expect(try session.replies() == "250 2.0.0 Ok: stored as 1\r\n")
    }

    @Test func whatIsNotDurableInTimeIsAnswered451() throws {
        let session = try Session()
        try session.send(Self.message)
        _ = try session.replies()
        session.channel.embeddedEventLoop.advanceTime(by: .seconds(31))
        #expect(try session.replies() == "451 4.3.0 The message could not be stored\r\n")
        try session.send("MAIL FROM:<>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n.\r\n")
        _ = try session.replies()
        session.store.answer(.stored(MessageID(1)))
        session.channel.embeddedEventLoop.run()
        #expect(try session.replies() == "")
        session.store.answer(.stored(MessageID(2)))
        session.channel.embeddedEventLoop.run()
        #expect(try session.replies() == "250 2.0.0 Ok: stored as 2\r\n")
        #expect(session.store.events == [.connected, .stored(MessageID(1)), .stored(MessageID(2))])
    }

    @Test func contentsOverTheMemoryOfAllAreRefused() throws {
        let session = try Session { $0.contentMemory = 2_000 }
        try session.send("HELO client.test\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n")
        try session.send(String(repeating: "x", count: 1_999))
        try session.send("yy\r\n")
        try session.send(".\r\n")
        #expect(try session.replies().hasSuffix("452 4.3.1 Too much content at once\r\n"))
        try session.send(Self.message)
        session.store.answer(.stored(MessageID(1)))
        session.channel.embeddedEventLoop.run()
        #expect(try session.replies().hasSuffix("250 2.0.0 Ok: stored as 1\r\n"))
    }

    @Test func aDelayIsWaitedFor() throws {
        let session = try Session(SessionConfiguration(hostname: "roost.test", ruledStages: [.mail])) {
            $0.rules = (try? RejectRule(parsing: "mail=delay 3s x1")).map { [$0] } ?? []
        }
        _ = try session.replies()
        try session.send("HELO client.test\r\nMAIL FROM:<>\r\nRSET\r\nMAIL FROM:<>\r\n")
        #expect(try session.replies() == "250 roost.test\r\n")
        session.channel.embeddedEventLoop.advanceTime(by: .milliseconds(2_999))
        #expect(try session.replies() == "")
        session.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1))
        #expect(try session.replies() == "250 2.1.0 Ok\r\n250 2.0.0 Ok\r\n250 2.1.0 Ok\r\n")
    }

    @Test func answerAfterTheClientHasGoneIsCountedOnly() throws {
        let session = try Session()
        try session.send(Self.message)
        session.channel.pipeline.fireChannelInactive()
        #expect(session.store.events == [.connected])
        session.store.answer(.stored(MessageID(1)))
        session.channel.embeddedEventLoop.run()
        #expect(
            session.store.events == [
                .connected, .stored(MessageID(1)), .ended(SessionID(listener: 0, number: 1)),
            ])
    }

    @Test func aStoreThatFailsAfterTheClientHasGoneIsReported() throws {
        let session = try Session()
        try session.send(Self.message)
        session.channel.pipeline.fireChannelInactive()
        session.store.answer(.locked("held by process 7"))
        session.channel.embeddedEventLoop.run()
        guard case .failed(let report) = session.store.events.dropLast().last else {
            Issue.record("no report in \(session.store.events)")
            return
        }
        #expect(report.problem == .storeLocked)
        #expect(report.detail == Array("held by process 7".utf8))
        #expect(report.envelope?.forwardPaths.map(\.address) == ["b@example.test"])
    }
}
