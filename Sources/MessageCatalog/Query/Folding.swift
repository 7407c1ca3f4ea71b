/// Text as it is compared: without regard to case, to width, and to accents on Latin, Greek and Cyrillic letters.
/// Marks that make another letter, as dakuten do, stay.
enum Folding {
    /// The folded text in UTF-8.
    static func fold(_ text: String) -> [UInt8] {
        var folded: [UInt8] = []
        append(text, to: &folded)
        return folded
    }

    /// Appends the folded text in UTF-8.
    static func append(_ text: String, to folded: inout [UInt8]) {
        var text = text
        text.withUTF8 { octets in
            if folded.isEmpty { folded.reserveCapacity(octets.count) }
            var isOnAccentedScript = false
            var position = 0
            while position < octets.count {
                let count = plainPrefix(of: octets, from: position)
                if count > 0 {
                    append(octets, position..<(position + count), to: &folded)
                    position += count
                    isOnAccentedScript = isLetter(octets[position - 1])
                }
                guard position < octets.count else { break }
                let (scalar, length) = scalar(octets, at: position)
                if (0x300...0x36F).contains(scalar) {
                    if !isOnAccentedScript { folded.append(contentsOf: octets[position..<(position + length)]) }
                } else {
                    fold(scalar, of: octets, position..<(position + length), into: &folded)
                    isOnAccentedScript = accentedScripts.contains { $0.contains(scalar) }
                }
                position += length
            }
        }
    }

    /// How many ASCII octets stand from a position on.
    private static func plainPrefix(of octets: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = UnsafeRawPointer(octets.baseAddress) else { return 0 }
        var position = start
        while octets.count &- position >= 8 {
            let word = base.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080
            if word != 0 { return position &+ UInt64(littleEndian: word).trailingZeroBitCount / 8 &- start }
            position &+= 8
        }
        while position < octets.count, octets[position] < 0x80 { position &+= 1 }
        return position &- start
    }

    /// ASCII octets in lower case.
    private static func append(
        _ octets: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to folded: inout [UInt8]
    ) {
        let start = folded.count
        folded.append(contentsOf: octets[range])
        folded.withUnsafeMutableBufferPointer { folded in
            for index in start..<folded.count {
                let octet = folded[index]
                folded[index] = octet | (octet &- 0x41 < 26 ? 0x20 : 0)
            }
        }
    }

    private static func isLetter(_ octet: UInt8) -> Bool { (octet | 0x20) &- 0x61 < 26 }

    /// Of a string's octets, which are well-formed UTF-8.
    private static func scalar(_ octets: UnsafeBufferPointer<UInt8>, at position: Int) -> (UInt32, Int) {
        func next(_ offset: Int) -> UInt32 { UInt32(octets[position + offset] & 0x3F) }
        let lead = UInt32(octets[position])
        switch lead {
        case ..<0xE0: return ((lead & 0x1F) << 6 | next(1), 2)
        case ..<0xF0: return ((lead & 0x0F) << 12 | next(1) << 6 | next(2), 3)
        default: return ((lead & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
        }
    }

    private static func fold(
        _ scalar: UInt32, of octets: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into folded: inout [UInt8]
    ) {
        if scalar < 0x10000 {
            // Most letters of most scripts stand for themselves.
            let place = Int(mappedPlaces[Int(scalar)])
            if place == 0 { folded.append(contentsOf: octets[range]) } else { folded += mappings[place] }
        } else if let scalar = Unicode.Scalar(scalar) {
            // Beyond the first plane there are no accented letters, only capital and small ones.
            folded.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        }
    }

    /// Latin, Greek and Cyrillic, with their extensions.
    private static let accentedScripts: [ClosedRange<UInt32>] = [0xC0...0x24F, 0x370...0x52F, 0x1E00...0x1FFF]

    /// What scalars fold to; the first is none's.
    private static let mappings = entries.map(\.folded)

    /// Where in ``mappings`` what a scalar folds to stands; 0 for itself.
    private static let mappedPlaces: [UInt16] = {
        var places = [UInt16](repeating: 0, count: 0x10000)
        for (place, entry) in entries.enumerated() where place > 0 { places[Int(entry.scalar)] = UInt16(place) }
        return places
    }()

    private static let entries: [(scalar: UInt32, folded: [UInt8])] = {
        var entries: [(UInt32, [UInt8])] = [(0, []), (0x3000, [0x20])]
        for entry in table.unicodeScalars.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            guard let source = entry.first, source.value < 0x10000 else { continue }
            entries.append((source.value, Array(String(entry.dropFirst()).utf8)))
        }
        return entries
    }()
}
