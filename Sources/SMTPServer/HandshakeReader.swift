import NIOCore

/// Reads what the TLS library does not tell out of the records that pass it: protocol version and cipher from the
/// ServerHello (RFC 8446 section 4.1.3), and the alert of a client that refuses the certificate. In TLS 1.3 many send
/// that alert in the clear, where the library expects an encrypted record and only says that it cannot read it.
final class HandshakeReader: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The description of the last alert that came in the clear (RFC 8446 section 6).
    private(set) var alert: UInt8?

    /// `TLSv1.3 TLS_AES_128_GCM_SHA256`; `nil` before the ServerHello.
    private(set) var description: String?

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if description == nil { description = Self.describe(unwrapOutboundIn(data)) }
        context.write(data, promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if let alert = Self.alert(in: unwrapInboundIn(data)) { self.alert = alert }
        context.fireChannelRead(data)
    }

    /// Of a record of type 21 with two octets, wherever it stands among whole records.
    private static func alert(in buffer: ByteBuffer) -> UInt8? {
        var bytes = buffer
        while let type = bytes.readInteger(as: UInt8.self), bytes.readInteger(as: UInt16.self) != nil,
            let length = bytes.readInteger(as: UInt16.self), var record = bytes.readSlice(length: Int(length))
        {
            if type == 21, length == 2 { return record.readBytes(length: 2)?.last }
        }
        return nil
    }

    private static func describe(_ record: ByteBuffer) -> String? {
        var bytes = record
        // TLSPlaintext: type 22, version, length; Handshake: type 2, length.
        guard bytes.readInteger(as: UInt8.self) == 22, bytes.readBytes(length: 4) != nil,
            bytes.readInteger(as: UInt8.self) == 2, bytes.readBytes(length: 3) != nil,
            let legacyVersion = bytes.readInteger(as: UInt16.self), bytes.readBytes(length: 32) != nil,
            let sessionIDLength = bytes.readInteger(as: UInt8.self),
            bytes.readBytes(length: Int(sessionIDLength)) != nil, let cipher = bytes.readInteger(as: UInt16.self)
        else { return nil }
        // The ciphers of TLS 1.3 are its own (RFC 8446 appendix B.4), so they tell the version.
        let version = cipher >> 8 == 0x13 ? "TLSv1.3" : legacyVersion == 0x0303 ? "TLSv1.2" : "TLS"
        return "\(version) \(names[cipher] ?? "0x" + String(cipher, radix: 16, uppercase: true))"
    }

    /// The cipher suites that the library may choose, by their IANA numbers.
    private static let names: [UInt16: String] = [
        0x1301: "TLS_AES_128_GCM_SHA256", 0x1302: "TLS_AES_256_GCM_SHA384", 0x1303: "TLS_CHACHA20_POLY1305_SHA256",
        0xC009: "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", 0xC00A: "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
        0xC013: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", 0xC014: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        0xC02B: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", 0xC02C: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        0xC02F: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 0xC030: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        0xCCA8: "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", 0xCCA9: "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        0x009C: "TLS_RSA_WITH_AES_128_GCM_SHA256", 0x009D: "TLS_RSA_WITH_AES_256_GCM_SHA384",
        0x002F: "TLS_RSA_WITH_AES_128_CBC_SHA", 0x0035: "TLS_RSA_WITH_AES_256_CBC_SHA",
    ]
}
