import MailCore

/// The attributes that mean something here; all others are left out of the tree.
enum HTMLAttribute: UInt8, CaseIterable {
    case align, alt, background, bgcolor, border, `class`, color, colspan, content, dir, face, height, hidden, href, id
    case lang, name, open, placeholder, reversed, role, rowspan, size, src, start, style, title, type, valign, value
    case width

    private static let named = Dictionary(uniqueKeysWithValues: allCases.map { ("\($0)", $0) })

    /// In any case.
    init?(name: ArraySlice<UInt8>) {
        guard name.count <= 11 else { return nil }
        let name = String(unsafeUninitializedCapacity: name.count) { buffer in
            for (index, byte) in name.enumerated() { buffer[index] = byte.lowercasedASCII }
            return name.count
        }
        guard let attribute = Self.named[name] else { return nil }
        self = attribute
    }
}
