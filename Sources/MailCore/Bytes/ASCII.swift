/// Octets by name, and the classes of them that mail grammar uses.
extension UInt8 {
    @inlinable package static var tab: UInt8 { 0x09 }
    @inlinable package static var lf: UInt8 { 0x0A }
    @inlinable package static var cr: UInt8 { 0x0D }
    @inlinable package static var space: UInt8 { 0x20 }
    @inlinable package static var dot: UInt8 { 0x2E }

    /// WSP of RFC 5234: space or tab.
    @inlinable package var isBlank: Bool { self == .space || self == .tab }
    @inlinable package var isDigit: Bool { (0x30...0x39).contains(self) }
    @inlinable package var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
    /// VCHAR of RFC 5234: printable ASCII other than the space.
    @inlinable package var isVisible: Bool { (0x21...0x7E).contains(self) }
    /// `A` to `Z` as `a` to `z`, everything else as it is.
    @inlinable package var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

    /// The value of a hexadecimal digit in either case.
    @inlinable package var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }

    /// The upper-case hexadecimal digit of a value below 16.
    @inlinable package static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x41 + value - 10 }
}

extension Span<UInt8> {
    /// Whether all octets are below 0x80; eight are looked at at a time.
    package var isASCII: Bool {
        withUnsafeBytes { bytes in
            var position = 0
            while position <= bytes.count - 8 {
                let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
                if word & 0x8080_8080_8080_8080 != 0 { return false }
                position += 8
            }
            return bytes[position...].allSatisfy { $0 < 0x80 }
        }
    }

    /// How often an octet occurs.
    package func count(of octet: UInt8) -> Int {
        withUnsafeBytes { bytes in
            let wanted = SIMD32<UInt8>(repeating: octet)
            var (position, count) = (0, 0)
            while bytes.count - position >= 32 {
                // A lane counts no further than an octet can.
                var lanes = SIMD32<UInt8>.zero
                for _ in 0..<min(255, (bytes.count - position) / 32) {
                    let octets = bytes.loadUnaligned(fromByteOffset: position, as: SIMD32<UInt8>.self)
                    lanes &-= unsafeBitCast(octets .== wanted, to: SIMD32<UInt8>.self)
                    position &+= 32
                }
                for lane in lanes.indices { count &+= Int(lanes[lane]) }
            }
            for byte in bytes[position...] where byte == octet { count &+= 1 }
            return count
        }
    }
}

extension Collection<UInt8> {
    /// Whether both are the same but for the case of ASCII letters.
    @inlinable package func equalsIgnoringCase(_ other: some Collection<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var position = other.startIndex
        for octet in self {
            guard octet.lowercasedASCII == other[position].lowercasedASCII else { return false }
            other.formIndex(after: &position)
        }
        return true
    }
}
