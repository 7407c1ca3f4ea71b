import MailCore

/// A charset (RFC 2045 section 2.2), by the labels of the WHATWG Encoding Standard and utf-7.
enum Charset: Hashable, Sendable {
    case utf8
    /// Only its 7-bit half is declared: 8-bit octets under this label are a guess.
    case usASCII
    case windows1252
    case macintosh
    case iso2022JP
    case hz
    /// ASCII, and 8-bit octets from U+F780 on.
    case userDefined
    /// Each octet is a character, which libc knows under this name.
    case singleByte(String)
    /// Converted by libc under this name.
    case multiByte(String)

    /// Whether an octet is a character, so that any octets are valid text or nearly so.
    private var isSingleByte: Bool {
        switch self {
        case .windows1252, .macintosh, .userDefined, .singleByte: true
        case .utf8, .usASCII, .iso2022JP, .hz, .multiByte: false
        }
    }

    /// UTF-8 if it can be, else windows-1252. A byte order mark at the start is dropped.
    static func guess(_ bytes: [UInt8]) -> String {
        String(validating: withoutByteOrderMark(bytes[...]), as: UTF8.self) ?? windows1252(bytes)
    }

    /// Whether octets declared in a charset of single octets are UTF-8 for certain: two sequences of it and nothing else.
    static func isMislabelledUTF8(_ bytes: [UInt8], label: [UInt8]?) -> Bool {
        guard let charset = label.flatMap({ CharsetLabels.charset($0) }), charset.isSingleByte, !isASCII(bytes),
            let text = String(validating: bytes, as: UTF8.self)
        else { return false }
        return text.unicodeScalars.lazy.filter { $0.value >= 0x80 }.prefix(2).count == 2
    }

    static func isASCII(_ bytes: [UInt8]) -> Bool { bytes.span.isASCII }

    static func windows1252(_ bytes: [UInt8]) -> String {
        SingleByteTable.windows1252.decode(bytes).text
    }

    static func withoutByteOrderMark(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    }
}
