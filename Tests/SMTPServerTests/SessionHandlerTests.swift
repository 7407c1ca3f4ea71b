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

        init(idleTimeout: Duration = .seconds(300)) throws {
            let store = store
            let handler = SessionHandler(
                peer: nil,
                configuration: SMTPServerConfiguration(
                    session: SessionConfiguration(hostname: "roost.test"),
                    idleTimeout: idleTimeout,
                    now: { Timestamp(microseconds: 0) }
                ),
                registry: SessionRegistry(maximum: 10),
                store: { store.store($0, $1) },
                events: { store.record($0) }
            )
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

    @Test func doesNotReadWhileAContentIsStored() throws {
        let session = try Session()
        try session.send(Self.message)
        _ = try session.replies()
        #expect(session.reads.count == 1)
        session.store.answer(.stored(MessageID(5)))
        session.channel.embeddedEventLoop.run()
        #expect(try session.replies() == "250 2.0.0 Ok: stored as 5\r\n")
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
        let session = try Session(idleTimeout: .seconds(10))
        let loop = session.channel.embeddedEventLoop
        loop.advanceTime(by: .seconds(6))
        try session.send("NOOP\r\n")
        loop.advanceTime(by: .seconds(6))
        try session.send("NO")
        #expect(try !session.replies().contains("421"))
        loop.advanceTime(by: .seconds(4))
        #expect(try session.replies() == "421 4.4.2 Idle for too long\r\n")
    }

    @Test func storingIsNotIdle() throws {
        let session = try Session(idleTimeout: .seconds(10))
        try session.send(Self.message)
        _ = try session.replies()
        session.channel.embeddedEventLoop.advanceTime(by: .seconds(60))
        #expect(try session.replies() == "")
        session.store.answer(.stored(MessageID(1)))
        session.channel.embeddedEventLoop.run()
        #expect(try session.replies() == "250 2.0.0 Ok: stored as 1\r\n")
    }

    @Test func answerAfterTheClientHasGoneIsCountedOnly() throws {
        let session = try Session()
        try session.send(Self.message)
        session.channel.pipeline.fireChannelInactive()
        session.store.answer(.stored(MessageID(1)))
        session.channel.embeddedEventLoop.run()
        #expect(
            session.store.events == [.connected, .disconnected(rejected: true), .stored(MessageID(1))]
        )
    }
}
