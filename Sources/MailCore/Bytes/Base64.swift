/// The base64 content-transfer-encoding (RFC 2045 section 6.8).
package enum Base64 {
    /// Decodes up to the first padding. Octets outside the alphabet are skipped, and missing padding is no fault:
    /// two left-over digits give one octet, three give two, one is dropped.
    ///
    /// - Returns: the octets, and whether any but blanks and line breaks had to be skipped.
    package static func decode(_ bytes: Span<UInt8>) -> (bytes: [UInt8], hasGarbage: Bool) {
        var hasGarbage = false
        let decoded = bytes.withUnsafeBufferPointer { input in
            tables.withUnsafeBufferPointer { tables in
                // A whole group is stored as four octets, of which the next group overwrites the last.
                [UInt8](unsafeUninitializedCapacity: input.count / 4 * 3 + 8) { output, count in
                    (count, hasGarbage) = decode(input, into: output, tables)
                }
            }
        }
        return (decoded, hasGarbage)
    }

    /// For each of the four digits of a group, what each octet adds to the three octets that the group stands for, the
    /// first of them lowest; a mark above them when it is no digit.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: garbage, count: 4 * 256)
        for digit in 0..<4 {
            let table = digit * 256
            for octet in [UInt8.tab, .lf, .cr, .space] { tables[table + Int(octet)] = blank }
            tables[table + 0x3D] = padding
            for (value, octet) in alphabet.enumerated() {
                let group = UInt32(value) << UInt32(18 - 6 * digit)
                tables[table + Int(octet)] = group.byteSwapped >> 8
            }
        }
        return tables
    }()

    private static let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8

    private static let noDigit: UInt32 = 0xFF00_0000
    private static let padding: UInt32 = 0x0100_0000
    private static let blank: UInt32 = 0x0200_0000
    private static let garbage: UInt32 = 0x0400_0000

    private static func decode(
        _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>,
        _ tables: UnsafeBufferPointer<UInt32>
    ) -> (count: Int, hasGarbage: Bool) {
        var (position, count) = (0, 0)
        var hasGarbage = false
        let bytes = UnsafeMutableRawBufferPointer(output)
        var group: UInt32 = 0
        var digits = 0
        while position < input.count {
            while digits == 0, position + 4 <= input.count {
                let group =
                    tables[Int(input[position])] | tables[256 + Int(input[position + 1])]
                    | tables[512 + Int(input[position + 2])] | tables[768 + Int(input[position + 3])]
                guard group & noDigit == 0 else { break }
                bytes.storeBytes(of: group.littleEndian, toByteOffset: count, as: UInt32.self)
                position += 4
                count += 3
            }
            guard position < input.count else { break }
            let value = tables[digits * 256 + Int(input[position])]
            position += 1
            if value & noDigit == 0 {
                group |= value
                digits += 1
            } else if value == padding {
                break
            } else if value == garbage {
                hasGarbage = true
            }
            guard digits == 4 else { continue }
            bytes.storeBytes(of: group.littleEndian, toByteOffset: count, as: UInt32.self)
            count += 3
            (group, digits) = (0, 0)
        }
        if digits > 1 {
            bytes.storeBytes(of: group.littleEndian, toByteOffset: count, as: UInt32.self)
            count += digits - 1
        }
        return (count, hasGarbage)
    }
}
