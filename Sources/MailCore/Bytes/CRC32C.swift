import CProcessor

/// CRC-32C, the Castagnoli polynomial (RFC 3720 section 12.1 and appendix B.4), over octets that come in pieces.
package struct CRC32C: Sendable {
    private var register: UInt32 = 0xFFFF_FFFF

    package init() {}

    /// The checksum of everything so far; more may follow.
    package var value: UInt32 { ~register }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        register =
            Self.hasInstruction
            ? cprocessor_crc32c_update(register, base, bytes.count) : Self.look(register, bytes)
    }

    /// Whether the processor has an instruction for it, some four times as fast as the tables.
    private static let hasInstruction = cprocessor_crc32c_is_available() != 0

    /// The same by tables, for any processor.
    static func look(_ start: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
        guard let base = bytes.baseAddress else { return start }
        return tables.withUnsafeBufferPointer { tables in
            var register = start
            var position = 0
            while bytes.count &- position >= 16 {
                let first = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
                let second = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: position &+ 8, as: UInt64.self))
                register = fold(first ^ UInt64(register), tables, from: 8) ^ fold(second, tables, from: 0)
                position &+= 16
            }
            while position < bytes.count {
                let byte = base.load(fromByteOffset: position, as: UInt8.self)
                register = register >> 8 ^ tables[Int(UInt8(truncatingIfNeeded: register) ^ byte)]
                position &+= 1
            }
            return register
        }
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The most significant octet first, as the log has it.
    package mutating func update(_ number: UInt64) {
        withUnsafeBytes(of: number.bigEndian) { update($0) }
    }

    /// Slicing-by-16 after Kounavis and Berry: the eight tables from `start` on, the last one for the first octet.
    @inline(__always)
    private static func fold(_ word: UInt64, _ tables: UnsafeBufferPointer<UInt32>, from start: Int) -> UInt32 {
        func look(_ octet: UInt64) -> UInt32 {
            let table = start &+ 7 &- Int(octet)
            return tables[table &* 256 &+ Int(UInt8(truncatingIfNeeded: word >> (octet &* 8)))]
        }
        return look(0) ^ look(1) ^ look(2) ^ look(3) ^ look(4) ^ look(5) ^ look(6) ^ look(7)
    }

    /// Table n holds what an octet becomes once n zero octets have followed it; 256 entries each.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 16 * 256)
        for octet in 0..<256 {
            var register = UInt32(octet)
            for _ in 0..<8 { register = register & 1 == 1 ? register >> 1 ^ 0x82F6_3B78 : register >> 1 }
            tables[octet] = register
        }
        for entry in 256..<tables.count {
            let before = tables[entry - 256]
            tables[entry] = before >> 8 ^ tables[Int(before & 0xFF)]
        }
        return tables
    }()
}
