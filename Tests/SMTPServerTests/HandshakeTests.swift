import MailCore
import NIOCore
import NIOEmbedded
import NIOSSL
import Testing

@testable import SMTPServer

/// What is read out of the records of a handshake, and what its failure means.
@Suite struct HandshakeTests {
    private func reader() throws -> (HandshakeReader, EmbeddedChannel) {
        let reader = HandshakeReader()
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(reader)
        return (reader, channel)
    }

    private func serverHello(version: UInt16, cipher: UInt16, sessionID: Int) -> ByteBuffer {
        var buffer = ByteBuffer(bytes: [22, 3, 3, 0, 60, 2, 0, 0, 56])
        buffer.writeInteger(version)
        buffer.writeRepeatingByte(7, count: 32)
        buffer.writeInteger(UInt8(sessionID))
        buffer.writeRepeatingByte(8, count: sessionID)
        buffer.writeInteger(cipher)
        buffer.writeRepeatingByte(0, count: 20)
        return buffer
    }

    @Test(
        arguments: [
            (0x0303, 0x1301, 32, "TLSv1.3 TLS_AES_128_GCM_SHA256"),
            (0x0303, 0xC02B, 0, "TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
            (0x0303, 0xFEFE, 32, "TLSv1.2 0xFEFE"),
        ] as [(UInt16, UInt16, Int, String)])
    func versionAndCipherAreThoseOfTheServerHello(
        version: UInt16, cipher: UInt16, sessionID: Int, description: String
    ) throws {
        let (reader, channel) = try reader()
        try channel.writeOutbound(ByteBuffer(bytes: [23, 3, 3, 0, 1, 0]))
        #expect(reader.description == nil)
        try channel.writeOutbound(serverHello(version: version, cipher: cipher, sessionID: sessionID))
        #expect(reader.description == description)
    }

    @Test func anythingMayStandWhereTheServerHelloIsLookedFor() throws {
        let whole = serverHello(version: 0x0303, cipher: 0x1301, sessionID: 32)
        for count in 0..<78 {
            let (reader, channel) = try reader()
            try channel.writeOutbound(whole.getSlice(at: 0, length: count) ?? ByteBuffer())
            #expect(reader.description == nil)
        }
    }

    @Test func anAlertIsReadBehindOtherRecords() throws {
        let (reader, channel) = try reader()
        try channel.writeInbound(ByteBuffer(bytes: [20, 3, 3, 0, 1, 1, 21, 3, 3, 0, 2, 2, 48]))
        #expect(reader.alert == 48)
        try channel.writeInbound(ByteBuffer(bytes: [21, 3, 3, 0, 200, 1]))
        #expect(reader.alert == 48)
    }

    @Test(
        arguments: [
            (48, SessionProblem.tlsNotTrusted), (46, .tlsNotTrusted), (42, .tlsNameMismatch), (70, .tlsTooOld),
            (80, .tlsFailed),
        ] as [(UInt8, SessionProblem)])
    func alertsHaveTheirMeaning(alert: UInt8, problem: SessionProblem) {
        let error = NIOSSLError.handshakeFailed(.sslError([]))
        #expect(HandshakeFailure(error, alert: alert)?.problem == problem)
    }

    @Test func aClientThatIsGoneIsNoFailure() {
        #expect(HandshakeFailure(NIOSSLError.uncleanShutdown, alert: nil) == nil)
        #expect(HandshakeFailure(ChannelError.eof, alert: nil) == nil)
    }
}
