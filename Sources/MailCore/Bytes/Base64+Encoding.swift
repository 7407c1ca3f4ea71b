extension Base64 {
    /// With padding, without line breaks (RFC 4648 section 4).
    package static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var group: UInt32 = 0
        var count = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            count += 1
            guard count == 3 else { continue }
            for shift in [18, 12, 6, 0] as [UInt32] { text.append(alphabet[Int(group >> shift & 0x3F)]) }
            (group, count) = (0, 0)
        }
        guard count > 0 else { return text }
        group <<= count == 1 ? 16 : 8
        text.append(alphabet[Int(group >> 18)])
        text.append(alphabet[Int(group >> 12 & 0x3F)])
        text.append(count == 1 ? UInt8(ascii: "=") : alphabet[Int(group >> 6 & 0x3F)])
        text.append(UInt8(ascii: "="))
        return text
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
