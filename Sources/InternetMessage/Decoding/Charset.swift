import MailCore

/// A charset (RFC 2045 section 2.2), by the labels of the WHATWG Encoding Standard and utf-7.
enum Charset: Hashable, Sendable {
    case utf8
    /// Only its 7-bit half is declared: 8-bit octets under this label are a guess.
    case usASCII
    case windows1252
    /// Converted by libc under this name.
    case converted(String)

    /// `nil` for a label Roost does not know. Case and blanks around it do not matter.
    init?(label: some Collection<UInt8>) {
        let name = String(decoding: label.map(\.lowercasedASCII).filter { !$0.isBlank }, as: UTF8.self)
        switch name {
        case "utf-8", "utf8", "unicode-1-1-utf-8": self = .utf8
        case "us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "us": self = .usASCII
        case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1", "windows-1252", "cp1252", "x-cp1252", "cp819":
            self = .windows1252
        default:
            guard let converted = CharsetLabels.convertedName(name) else { return nil }
            self = .converted(converted)
        }
    }

    /// Decodes text under a declared label. Without a label, with an unknown one, or with 8-bit octets in US-ASCII, it
    /// is UTF-8 if it can be, else windows-1252. A byte order mark at the start is dropped.
    ///
    /// - Returns: the text, and what had to be guessed or replaced.
    static func decode(_ bytes: [UInt8], label: [UInt8]?) -> (text: String, defect: Defect.Code?) {
        let charset = label.flatMap { Charset(label: $0) }
        if let charset, charset != .usASCII { return charset.decode(bytes) }
        let isUnknown = charset == nil && label?.isEmpty == false
        let isASCII = bytes.allSatisfy { $0 < 0x80 }
        return (guess(bytes), isUnknown ? .charsetUnknown : isASCII ? nil : .charsetGuessed)
    }

    /// UTF-8 if it can be, else windows-1252.
    static func guess(_ bytes: [UInt8]) -> String {
        String(validating: withoutByteOrderMark(bytes), as: UTF8.self) ?? windows1252(bytes)
    }

    private func decode(_ bytes: [UInt8]) -> (text: String, defect: Defect.Code?) {
        switch self {
        case .utf8, .usASCII:
            let text = Self.withoutByteOrderMark(bytes)
            if let valid = String(validating: text, as: UTF8.self) { return (valid, nil) }
            return (String(decoding: text, as: UTF8.self), .charsetInvalidBytes)
        case .windows1252:
            return (Self.windows1252(bytes), nil)
        case .converted(let name):
            guard let (text, isValid) = Self.convert(bytes, from: name) else {
                return (Self.guess(bytes), .charsetUnknown)
            }
            return (
                String(decoding: Self.withoutByteOrderMark(text), as: UTF8.self), isValid ? nil : .charsetInvalidBytes
            )
        }
    }

    private static func windows1252(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.map(Windows1252.codePoint), as: UTF16.self)
    }

    private static func withoutByteOrderMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    }
}
