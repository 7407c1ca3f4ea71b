import MailCore

/// The header section of an entity (RFC 5322 section 2.2), as ranges into the octets it was parsed from.
package struct HeaderSection: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        /// As written, blanks before the colon left out.
        package var nameRange: Range<Int>
        /// All after the colon, folds included, the last line break left out.
        package var bodyRange: Range<Int>
    }

    /// In the order received.
    package var fields: [Field] = []

    /// The fields of a name, in any case.
    func fields(named name: StaticString, in bytes: Span<UInt8>) -> [Field] {
        fields.filter { $0.isNamed(name, in: bytes) }
    }

    func first(_ name: StaticString, in bytes: Span<UInt8>) -> Field? {
        fields.first { $0.isNamed(name, in: bytes) }
    }
}

extension HeaderSection.Field {
    func isNamed(_ name: StaticString, in bytes: Span<UInt8>) -> Bool {
        guard name.utf8CodeUnitCount == nameRange.count else { return false }
        return name.withUTF8Buffer { isNamed($0, in: bytes) }
    }

    func isNamed(_ name: some Collection<UInt8>, in bytes: Span<UInt8>) -> Bool {
        guard name.count == nameRange.count else { return false }
        return zip(name, nameRange).allSatisfy { $0.lowercasedASCII == bytes[$1].lowercasedASCII }
    }

    /// The field body without its line breaks (RFC 5322 section 2.2.3) and without blanks around it.
    func unfoldedBody(in bytes: Span<UInt8>) -> [UInt8] {
        var (low, high) = (bodyRange.lowerBound, bodyRange.upperBound)
        while low < high, isBlankOrBreak(bytes[low]) { low += 1 }
        while low < high, isBlankOrBreak(bytes[high - 1]) { high -= 1 }
        var unfolded: [UInt8] = []
        unfolded.reserveCapacity(high - low)
        while low < high {
            let line = Line(in: bytes, from: low)
            bytes.extracting(low..<min(line.end, high)).withUnsafeBufferPointer { unfolded.append(contentsOf: $0) }
            low = line.next
        }
        return unfolded
    }

    private func isBlankOrBreak(_ byte: UInt8) -> Bool { byte.isBlank || byte == .cr || byte == .lf }
}
