/// How many cells of a terminal text takes (Unicode Standard Annex #11), by a table of our own, so that layout does not
/// change with the C library of the day. Ambiguous width is 1 unless ``Repertoire`` says 2.
package enum CellWidth {
    /// 0 for what is drawn onto the cell before it, 2 for wide, 1 for all else; controls are never drawn and count 1.
    package static func width(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0xA0 { return 1 }
        return width(of: scalar, isAmbiguousWide: Repertoire.isAmbiguousWide)
    }

    static func width(of scalar: Unicode.Scalar, isAmbiguousWide: Bool) -> Int {
        if isAmbiguousWide, contains(ambiguous, scalar.value) { return 2 }
        if scalar.value < 0x300 { return scalar.value == 0xAD ? 0 : 1 }
        if contains(zero, scalar.value) { return 0 }
        return scalar.value >= 0x1100 && contains(wide, scalar.value) ? 2 : 1
    }

    /// Whether terminals disagree on its width.
    package static func isAmbiguous(_ scalar: Unicode.Scalar) -> Bool { contains(ambiguous, scalar.value) }

    /// Scalars are drawn one by one, joined or not, so a cluster is as wide as its scalars together.
    package static func width(of character: Character) -> Int {
        character.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    package static func width(of text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    /// Of text in UTF-8.
    package static func width(ofUTF8 text: ArraySlice<UInt8>) -> Int {
        var width = 0
        for byte in text {
            if byte >= 0x80 { return self.width(of: String(decoding: text, as: UTF8.self)) }
            width += 1
        }
        return width
    }

    private static func contains(_ ranges: [ClosedRange<UInt32>], _ value: UInt32) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= value
    }
}
