import Testing

@testable import MailCore

@Suite struct CRC32CTests {
    /// RFC 3720 appendix B.4, and the check value every catalogue of checksums gives.
    static let vectors: [(bytes: [UInt8], checksum: UInt32)] = [
        ([], 0),
        (Array("123456789".utf8), 0xE306_9283),
        ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
        ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
        (Array(0...31), 0x46DD_794E),
        (Array((0...31).reversed()), 0x113F_DB5C),
    ]

    @Test(arguments: vectors.indices)
    func knownVectors(index: Int) {
        var checksum = CRC32C()
        checksum.update(Self.vectors[index].bytes)
        #expect(checksum.value == Self.vectors[index].checksum)
    }

    @Test func piecesComeToTheSameAsTheWhole() {
        let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        var whole = CRC32C()
        whole.update(bytes)
        for cut in bytes.indices {
            var pieces = CRC32C()
            pieces.update(Array(bytes[..<cut]))
            pieces.update(Array(bytes[cut...]))
            #expect(pieces.value == whole.value)
        }
    }

    @Test func longInputsAgreeWithTheDefinition() {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) }
        var register: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            register ^= UInt32(byte)
            for _ in 0..<8 { register = register & 1 == 1 ? register >> 1 ^ 0x82F6_3B78 : register >> 1 }
        }
        var checksum = CRC32C()
        checksum.update(bytes)
        #expect(checksum.value == ~register)
    }

    @Test func theTablesAgreeWithTheInstruction() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ count) }
            var checksum = CRC32C()
            checksum.update(bytes)
            #expect(bytes.withUnsafeBytes { ~CRC32C.look(0xFFFF_FFFF, $0) } == checksum.value)
        }
    }

    @Test func aNumberIsEightOctetsMostSignificantFirst() {
        var number = CRC32C()
        number.update(0x0102_0304_0506_0708)
        var octets = CRC32C()
        octets.update([1, 2, 3, 4, 5, 6, 7, 8])
        #expect(number.value == octets.value)
    }
}
