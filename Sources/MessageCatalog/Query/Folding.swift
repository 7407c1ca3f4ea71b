/// Text as it is compared: without regard to case, to width, and to accents on Latin, Greek and Cyrillic letters.
/// Marks that make another letter, as dakuten do, stay.
enum Folding {
    /// The folded text in UTF-8.
    static func fold(_ text: String) -> [UInt8] {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.utf8.count)
        var isOnAccentedScript = false
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                let byte = UInt8(truncatingIfNeeded: scalar.value)
                let isUpper = (0x41...0x5A).contains(byte)
                folded.append(isUpper ? byte | 0x20 : byte)
                isOnAccentedScript = isUpper || (0x61...0x7A).contains(byte)
            } else if (0x300...0x36F).contains(scalar.value) {
                if !isOnAccentedScript { folded += UTF8.encode(scalar).map(Array.init) ?? [] }
            } else {
                folded += fold(scalar)
                isOnAccentedScript = accentedScripts.contains { $0.contains(scalar.value) }
            }
        }
        return folded
    }

    private static func fold(_ scalar: Unicode.Scalar) -> [UInt8] {
        if let mapped = mappings[scalar.value] { return mapped }
        // Beyond the first plane there are no accented letters, only capital and small ones.
        guard scalar.value >= 0x10000 else { return Array(String(scalar).utf8) }
        return Array(scalar.properties.lowercaseMapping.utf8)
    }

    /// Latin, Greek and Cyrillic, with their extensions.
    private static let accentedScripts: [ClosedRange<UInt32>] = [0xC0...0x24F, 0x370...0x52F, 0x1E00...0x1FFF]

    private static let mappings: [UInt32: [UInt8]] = {
        var mappings: [UInt32: [UInt8]] = [0x3000: [0x20]]
        for entry in table.unicodeScalars.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            guard let source = entry.first else { continue }
            mappings[source.value] = Array(String(entry.dropFirst()).utf8)
        }
        return mappings
    }()
}
