import NIOCore

/// Reads protocol version and cipher out of the ServerHello that passes it on its way to the client (RFC 8446 section
/// 4.1.3), since the TLS library does not tell the cipher.
final class ServerHelloReader: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// `TLSv1.3 TLS_AES_128_GCM_SHA256`; `nil` before the ServerHello.
    private(set) var description: String?

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if description == nil { description = Self.describe(unwrapOutboundIn(data)) }
        context.write(data, promise: promise)
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
