/// The quoted-printable content-transfer-encoding (RFC 2045 section 6.7).
package enum QuotedPrintable {
    /// Decodes `=XY` in either case and joins lines at a soft line break. Blanks before a hard line break are kept,
    /// against rule 3, as the established parsers do. `=` at the end of the data is dropped, any other stays.
    ///
    /// - Returns: the octets, and whether an `=` stayed that should not be there.
    package static func decode(_ bytes: Span<UInt8>) -> (bytes: [UInt8], isMalformed: Bool) {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var isMalformed = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            if byte != 0x3D {
                decoded.append(byte)
                position += 1
            } else if position + 2 < bytes.count, let high = bytes[position + 1].hexValue,
                let low = bytes[position + 2].hexValue
            {
                decoded.append(high << 4 | low)
                position += 3
            } else if let next = endOfSoftLineBreak(bytes, after: position) {
                position = next
            } else {
                decoded.append(byte)
                isMalformed = true
                position += 1
            }
        }
        return (decoded, isMalformed)
    }

    /// Where the line after a soft line break begins. Blanks after the `=` are transport padding (rule 5).
    private static func endOfSoftLineBreak(_ bytes: Span<UInt8>, after equalsSign: Int) -> Int? {
        var position = equalsSign + 1
        while position < bytes.count, bytes[position].isBlank { position += 1 }
        if position == bytes.count { return position }
        if bytes[position] == .lf { return position + 1 }
        return bytes[position] == .cr && position + 1 < bytes.count && bytes[position + 1] == .lf ? position + 2 : nil
    }
}
