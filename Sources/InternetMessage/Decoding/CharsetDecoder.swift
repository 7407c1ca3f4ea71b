/// Decodes texts by their charset labels. Keeps what it had to open for one text for the next: a header field may hold
/// thousands of encoded-words.
struct CharsetDecoder {
    private var converters: [String: Iconv] = [:]
    private var tables: [String: SingleByteTable] = [:]

    /// Decodes text under a declared label. Without a label, with an unknown one, or with 8-bit octets in US-ASCII, it
    /// is UTF-8 if it can be, else windows-1252. A byte order mark at the start is dropped.
    ///
    /// - Returns: the text, and what had to be guessed or replaced.
    mutating func decode(_ bytes: [UInt8], label: [UInt8]?) -> (text: String, defect: Defect.Code?) {
        let charset = label.flatMap { CharsetLabels.charset($0) }
        if let charset, charset != .usASCII { return decode(bytes, charset) }
        let isUnknown = charset == nil && label?.isEmpty == false
        let isGuess = !isUnknown && !Charset.isASCII(bytes)
        return (Charset.guess(bytes), isUnknown ? .charsetUnknown : isGuess ? .charsetGuessed : nil)
    }

    private mutating func decode(_ bytes: [UInt8], _ charset: Charset) -> (text: String, defect: Defect.Code?) {
        switch charset {
        case .utf8, .usASCII:
            let text = Charset.withoutByteOrderMark(bytes[...])
            if let valid = String(validating: text, as: UTF8.self) { return (valid, nil) }
            return (String(decoding: text, as: UTF8.self), .charsetInvalidBytes)
        case .windows1252:
            return (Charset.windows1252(bytes), nil)
        case .macintosh:
            return (Macintosh.decode(bytes), nil)
        case .userDefined:
            return (String(decoding: bytes.map { $0 < 0x80 ? UInt16($0) : 0xF700 + UInt16($0) }, as: UTF16.self), nil)
        case .iso2022JP:
            guard let converter = converter("EUC-JP-MS") else { return (Charset.guess(bytes), .charsetUnknown) }
            return text(ISO2022JP.decode(bytes, by: converter))
        case .hz:
            guard let converter = converter("GB18030") else { return (Charset.guess(bytes), .charsetUnknown) }
            return text(HZ.decode(bytes, by: converter))
        case .singleByte(let name):
            guard let converter = converter(name) else { return (Charset.guess(bytes), .charsetUnknown) }
            return tables[name, default: SingleByteTable()].decode(bytes, by: converter)
        case .multiByte(let name):
            var (name, unit) = (name, name == "UTF-32" ? 4 : 1)
            if name.hasPrefix("UTF-16") {
                // Without a byte order mark the plain label means little-endian, as in the WHATWG Encoding Standard.
                unit = 2
                if bytes.starts(with: [0xFE, 0xFF]) { name = "UTF-16BE" }
                if bytes.starts(with: [0xFF, 0xFE]) { name = "UTF-16LE" }
            }
            guard let converter = converter(name) else { return (Charset.guess(bytes), .charsetUnknown) }
            var converted: [UInt8] = []
            let isValid = converter.convert(bytes[...], unit: unit, into: &converted)
            return text((converted, isValid))
        }
    }

    private func text(_ converted: (utf8: [UInt8], isValid: Bool)) -> (text: String, defect: Defect.Code?) {
        let text = String(decoding: Charset.withoutByteOrderMark(converted.utf8[...]), as: UTF8.self)
        return (text, converted.isValid ? nil : .charsetInvalidBytes)
    }

    private mutating func converter(_ name: String) -> Iconv? {
        if let open = converters[name] { return open }
        let converter = Iconv(from: name)
        converters[name] = converter
        return converter
    }
}

/// What the octets of a charset mean, each by itself, so that libc composes nothing; asked for when they occur.
private struct SingleByteTable {
    private enum Meaning {
        case unasked
        case scalar(UnicodeScalar)
        case nothing
    }

    private var meanings = [Meaning](repeating: .unasked, count: 256)

    mutating func decode(_ bytes: [UInt8], by converter: Iconv) -> (text: String, defect: Defect.Code?) {
        var text = String.UnicodeScalarView()
        text.reserveCapacity(bytes.count)
        var isValid = true
        for byte in bytes {
            if case .unasked = meanings[Int(byte)] { meanings[Int(byte)] = Self.meaning(of: byte, by: converter) }
            if case .scalar(let scalar) = meanings[Int(byte)] {
                text.append(scalar)
            } else {
                text.append("\u{FFFD}")
                isValid = false
            }
        }
        return (String(text), isValid ? nil : .charsetInvalidBytes)
    }

    private static func meaning(of octet: UInt8, by converter: Iconv) -> Meaning {
        var text: [UInt8] = []
        guard converter.convert([octet], into: &text),
            let scalar = String(decoding: text, as: UTF8.self).unicodeScalars.first
        else { return .nothing }
        return .scalar(scalar)
    }
}

/// Mac OS Roman, of which libc knows an older edition.
private enum Macintosh {
    static func decode(_ bytes: [UInt8]) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(byte < 0x80 ? UnicodeScalar(byte) : upper[Int(byte) - 0x80]) }
        return String(text)
    }

    private static let upper: [UnicodeScalar] = Array(
        """
        ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰\
        ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ
        """.unicodeScalars)
}
