/// Decodes texts by their charset labels.
enum CharsetDecoder {
    /// Decodes text under a declared label. Without a label, with an unknown one, or with 8-bit octets in US-ASCII, it
    /// is UTF-8 if it can be, else windows-1252. A byte order mark at the start is dropped.
    ///
    /// - Returns: the text, and what had to be guessed or replaced.
    static func decode(_ bytes: [UInt8], label: [UInt8]?) -> (text: String, defect: Defect.Code?) {
        let charset = label.flatMap { CharsetLabels.charset($0) }
        if let charset, charset != .usASCII { return decode(bytes, charset) }
        let isUnknown = charset == nil && label?.isEmpty == false
        let isGuess = !isUnknown && !Charset.isASCII(bytes)
        return (Charset.guess(bytes), isUnknown ? .charsetUnknown : isGuess ? .charsetGuessed : nil)
    }

    private static func decode(_ bytes: [UInt8], _ charset: Charset) -> (text: String, defect: Defect.Code?) {
        switch charset {
        case .utf8, .usASCII:
            let text = Charset.withoutByteOrderMark(bytes[...])
            if let valid = String(validating: text, as: UTF8.self) { return (valid, nil) }
            return (String(decoding: text, as: UTF8.self), .charsetInvalidBytes)
        case .windows1252:
            return (Charset.windows1252(bytes), nil)
        case .macintosh:
            return (SingleByteTable.macintosh.decode(bytes).text, nil)
        case .userDefined:
            return (SingleByteTable.userDefined.decode(bytes).text, nil)
        case .iso2022JP:
            guard let converter = Iconv(from: "EUC-JP-MS") else { return (Charset.guess(bytes), .charsetUnknown) }
            return text(ISO2022JP.decode(bytes, by: converter))
        case .hz:
            guard let converter = Iconv(from: "GB18030") else { return (Charset.guess(bytes), .charsetUnknown) }
            return text(HZ.decode(bytes, by: converter))
        case .singleByte(let name):
            guard let table = SingleByteTable.named(name) else { return (Charset.guess(bytes), .charsetUnknown) }
            let (text, isValid) = table.decode(bytes)
            return (text, isValid ? nil : .charsetInvalidBytes)
        case .multiByte(let name):
            var (name, unit) = (name, name == "UTF-32" ? 4 : 1)
            if name.hasPrefix("UTF-16") {
                // Without a byte order mark the plain label means little-endian, as in the WHATWG Encoding Standard.
                unit = 2
                if bytes.starts(with: [0xFE, 0xFF]) { name = "UTF-16BE" }
                if bytes.starts(with: [0xFF, 0xFE]) { name = "UTF-16LE" }
            }
            guard let converter = Iconv(from: name) else { return (Charset.guess(bytes), .charsetUnknown) }
            var converted: [UInt8] = []
            let isValid = converter.convert(bytes[...], unit: unit, into: &converted)
            return text((converted, isValid))
        }
    }

    private static func text(_ converted: (utf8: [UInt8], isValid: Bool)) -> (text: String, defect: Defect.Code?) {
        let text = String(decoding: Charset.withoutByteOrderMark(converted.utf8[...]), as: UTF8.self)
        return (text, converted.isValid ? nil : .charsetInvalidBytes)
    }
}
