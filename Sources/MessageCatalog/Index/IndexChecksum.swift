/// A checksum against damage by accident, as fast as memory is read. One octet that changed, or a file that was cut, is
/// always found.
enum IndexChecksum {
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        guard let base = bytes.baseAddress else { return 0 }
        var lanes = (SIMD4<UInt32>(1, 2, 3, 4), SIMD4<UInt32>(5, 6, 7, 8), SIMD4<UInt32>.zero, SIMD4<UInt32>.one)
        var position = 0
        while bytes.count &- position >= 64 {
            lanes.0 = step(lanes.0, base + position)
            lanes.1 = step(lanes.1, base + position + 16)
            lanes.2 = step(lanes.2, base + position + 32)
            lanes.3 = step(lanes.3, base + position + 48)
            position &+= 64
        }
        var rest = SIMD64<UInt8>.zero
        for index in 0..<(bytes.count &- position) { rest[index] = bytes[position &+ index] }
        withUnsafeBytes(of: rest) { rest in
            guard let rest = rest.baseAddress else { return }
            lanes.0 = step(lanes.0, rest)
            lanes.1 = step(lanes.1, rest + 16)
            lanes.2 = step(lanes.2, rest + 32)
            lanes.3 = step(lanes.3, rest + 48)
        }
        let sum = lanes.0 &+ lanes.1 &* 3 &+ lanes.2 &* 5 &+ lanes.3 &* 7
        let low = UInt64(sum[0]) | UInt64(sum[1]) << 32
        let high = UInt64(sum[2]) | UInt64(sum[3]) << 32
        return (low &* 0x9E37_79B9_7F4A_7C15) ^ (high << 29 | high >> 35) ^ UInt64(bytes.count)
    }

    /// Undone by no other step, so that a change stays one. Not a rotation: for that the processor leaves its vectors.
    @inline(__always)
    private static func step(_ lane: SIMD4<UInt32>, _ octets: UnsafeRawPointer) -> SIMD4<UInt32> {
        let spread = lane &+ lane &<< 7
        return (spread ^ spread &>> 15) &+ octets.loadUnaligned(as: SIMD4<UInt32>.self)
    }
}
