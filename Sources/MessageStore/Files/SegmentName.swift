/// `00000001-9f3c5d0a7be1c284.roost`: the number of a segment and the salt of its checksums.
package struct SegmentName: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Counts up from 1.
    package var number: UInt32
    package var salt: UInt64

    package init(number: UInt32, salt: UInt64) {
        self.number = number
        self.salt = salt
    }

    /// Reads exactly what ``description`` writes; `nil` for every other file.
    init?(_ name: String) {
        let suffix = ".roost"
        guard name.hasSuffix(suffix) else { return nil }
        let halves = name.dropLast(suffix.count).split(separator: "-", omittingEmptySubsequences: false)
        guard halves.count == 2, let number = UInt32(halves[0]), let salt = UInt64(halves[1], radix: 16) else {
            return nil
        }
        self.init(number: number, salt: salt)
        // The last number is refused, so that there is always a next one.
        guard description == name, number < .max else { return nil }
    }

    package var description: String {
        let digits = String(number)
        return padded(digits, to: 8) + "-" + padded(String(salt, radix: 16), to: 16) + ".roost"
    }

    package static func < (left: SegmentName, right: SegmentName) -> Bool {
        (left.number, left.salt) < (right.number, right.salt)
    }
}

/// With zeros in front.
func padded(_ digits: String, to width: Int) -> String {
    String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
