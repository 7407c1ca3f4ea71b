/// Folded octets that are looked for in folded text, many at a time.
struct Literal: Hashable, Sendable {
    let bytes: [UInt8]
    /// Where the two octets stand that the fewest places of a text have.
    private let first: Int
    private let second: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let order = bytes.indices.sorted { (Self.frequency(bytes[$0]), $0) < (Self.frequency(bytes[$1]), $1) }
        first = order.first ?? 0
        second = order.dropFirst().first ?? first
    }

    /// Where it begins first, not before `start`; `nil` when it does not, or is empty.
    func firstPlace(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
        let end = text.count - bytes.count + 1
        guard let base = text.baseAddress, !bytes.isEmpty, start >= 0, start < end else { return nil }
        let (firsts, seconds) = (base + first, base + second)
        return bytes.withUnsafeBytes { bytes in
            let (one, two) = (SIMD32<UInt8>(repeating: bytes[first]), SIMD32<UInt8>(repeating: bytes[second]))
            var place = start
            // Reads no octet behind that of the last place.
            while end &- place >= 32 {
                let isOne = firsts.loadUnaligned(fromByteOffset: place, as: SIMD32<UInt8>.self) .== one
                let isTwo = seconds.loadUnaligned(fromByteOffset: place, as: SIMD32<UInt8>.self) .== two
                let hits = unsafeBitCast(isOne .& isTwo, to: SIMD4<UInt64>.self)
                if hits[0] | hits[1] | hits[2] | hits[3] != 0 {
                    for word in 0..<4 {
                        // An octet of a hit is all ones, the lowest comes first.
                        var rest = UInt64(littleEndian: hits[word])
                        while rest != 0 {
                            let octet = rest.trailingZeroBitCount / 8
                            let candidate = place &+ word &* 8 &+ octet
                            if Self.stands(bytes, at: base + candidate) { return candidate }
                            rest &= ~(0xFF << UInt64(octet &* 8))
                        }
                    }
                }
                place &+= 32
            }
            while place < end {
                if Self.stands(bytes, at: base + place) { return place }
                place &+= 1
            }
            return nil
        }
    }

    @inline(__always)
    private static func stands(_ bytes: UnsafeRawBufferPointer, at place: UnsafeRawPointer) -> Bool {
        var index = 0
        while index < bytes.count {
            if place.load(fromByteOffset: index, as: UInt8.self) != bytes[index] { return false }
            index &+= 1
        }
        return true
    }

    /// The higher, the more often it stands in text; by and large, in any language.
    private static func frequency(_ octet: UInt8) -> Int {
        switch octet {
        case 0x20: 100
        case 0x61...0x7A: letters[Int(octet - 0x61)]
        // Lead octets of an alphabet stand before each of its letters.
        case 0xC2...0xF4: 70
        case 0x80...0xBF: 30
        default: 15
        }
    }

    /// From `a` to `z`, as in English text.
    private static let letters = [
        82, 25, 40, 50, 95, 35, 32, 58, 72, 8, 18, 52, 38, 70, 76, 33, 7, 65, 66, 85, 42, 22, 30, 8, 31, 6,
    ]
}
