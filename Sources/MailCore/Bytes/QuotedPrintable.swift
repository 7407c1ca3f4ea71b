/// The quoted-printable content-transfer-encoding (RFC 2045 section 6.7).
package enum QuotedPrintable {
    /// Decodes `=XY` in either case and joins lines at a soft line break. Blanks before a line break are kept, against
    /// rule 3, as the established parsers do. `=` at the end of the data is dropped, any other stays.
    ///
    /// - Returns: the octets, and whether an `=` stayed that should not be there.
    package static func decode(_ bytes: Span<UInt8>) -> (bytes: [UInt8], isMalformed: Bool) {
        var isMalformed = false
        let decoded = bytes.withUnsafeBufferPointer { input in
            [UInt8](unsafeUninitializedCapacity: input.count) { output, count in
                (count, isMalformed) = decode(input, into: output)
            }
        }
        return (decoded, isMalformed)
    }

    /// Never writes more octets than it has read.
    private static func decode(
        _ input: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>
    ) -> (count: Int, isMalformed: Bool) {
        var (position, count) = (0, 0)
        var isMalformed = false
        while position < input.count {
            let byte = input[position]
            position += 1
            guard byte == 0x3D else {
                output[count] = byte
                count += 1
                continue
            }
            if position + 1 < input.count, let high = input[position].hexValue, let low = input[position + 1].hexValue {
                output[count] = high << 4 | low
                count += 1
                position += 2
            } else if let lineBreak = lineBreak(in: input, at: position) {
                position += lineBreak
            } else {
                output[count] = byte
                count += 1
                isMalformed = true
            }
        }
        return (count, isMalformed)
    }

    /// The length of a line break, or of none at the end of the data; `nil` when there is something else.
    private static func lineBreak(in input: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        guard position < input.count else { return 0 }
        if input[position] == .lf { return 1 }
        return input[position] == .cr && position + 1 < input.count && input[position + 1] == .lf ? 2 : nil
    }
}
