/// The base64 content-transfer-encoding (RFC 2045 section 6.8).
package enum Base64 {
    /// The value of each octet of the alphabet; the marks below for all others.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: garbage, count: 256)
        for (value, octet) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
            values[Int(octet)] = UInt8(value)
        }
        for octet in [UInt8.tab, .lf, .cr, .space] { values[Int(octet)] = blank }
        values[0x3D] = padding
        return values
    }()

    private static let padding: UInt8 = 0x80
    private static let blank: UInt8 = 0x81
    private static let garbage: UInt8 = 0x82

    /// Decodes up to the first padding. Octets outside the alphabet are skipped, and missing padding is no fault:
    /// two left-over digits give one octet, three give two, one is dropped.
    ///
    /// - Returns: the octets, and whether any but blanks and line breaks had to be skipped.
    package static func decode(_ bytes: Span<UInt8>) -> (bytes: [UInt8], hasGarbage: Bool) {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count / 4 * 3 + 3)
        var hasGarbage = false
        let values = Self.values
        var group: UInt32 = 0
        var digits = 0
        var position = 0
        scan: while position < bytes.count {
            let value = values[Int(bytes[position])]
            position += 1
            switch value {
            case blank: continue
            case padding: break scan
            case garbage: hasGarbage = true
            default:
                group = group << 6 | UInt32(value)
                digits += 1
                if digits == 4 {
                    decoded.append(UInt8(truncatingIfNeeded: group >> 16))
                    decoded.append(UInt8(truncatingIfNeeded: group >> 8))
                    decoded.append(UInt8(truncatingIfNeeded: group))
                    digits = 0
                }
            }
        }
        if digits == 2 {
            decoded.append(UInt8(truncatingIfNeeded: group >> 4))
        } else if digits == 3 {
            decoded.append(UInt8(truncatingIfNeeded: group >> 10))
            decoded.append(UInt8(truncatingIfNeeded: group >> 2))
        }
        return (decoded, hasGarbage)
    }
}
