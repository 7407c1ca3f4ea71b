import MailCore
import TerminalText

/// A URL as a browser would take it apart (RFC 3986, section 3; the URL standard for what is sloppy).
struct HTMLURL {
    /// In lower case; `nil` for a relative one.
    var scheme: String?
    /// In lower case, without user, port and the dot at its end; `nil` where there is none. An IPv6 address keeps its brackets.
    var host: String?

    init(_ url: String) {
        let bytes = Array(url.utf8)
        var rest = bytes[...]
        if let colon = bytes.firstIndex(of: 0x3A), let first = bytes.first, first.isLetter,
            bytes[..<colon].allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E })
        {
            scheme = String(decoding: bytes[..<colon].map(\.lowercasedASCII), as: UTF8.self)
            rest = bytes[(colon + 1)...]
        }
        guard rest.starts(with: "//".utf8) else { return }
        let authority = rest.dropFirst(2).prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 && $0 != 0x5C }
        let address = authority.lastIndex(of: 0x40).map { authority[($0 + 1)...] } ?? authority
        var name = address.first == 0x5B ? address.prefix { $0 != 0x5D } + [0x5D] : address.prefix { $0 != 0x3A }
        if name.last == UInt8.dot { name = name.dropLast() }
        if !name.isEmpty { host = String(decoding: name, as: UTF8.self).lowercased() }
    }

    /// As a browser takes it (URL standard, section 4.4): without tabs, line breaks, and blanks around it. What cannot be
    /// seen is percent-encoded, so that it is seen.
    static func cleaned(_ url: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in url.unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r": break
            case "\0"..." " where scalars.isEmpty: break
            case " ": scalars.append(scalar)
            default:
                switch ScalarRole(scalar) {
                case .visible, .mark, .unknown: scalars.append(scalar)
                case .blank, .noBreakBlank, .filler: scalars.append(contentsOf: percentEncoded(scalar).unicodeScalars)
                }
            }
        }
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }
    private static func percentEncoded(_ scalar: Unicode.Scalar) -> String {
        UTF8.encode(scalar).map { $0.reduce(into: "") { $0 += "%" + String(hexDigits: $1) } } ?? ""
    }
}

extension String {
    fileprivate init(hexDigits octet: UInt8) {
        self = String(decoding: [UInt8.hexDigit(octet >> 4), .hexDigit(octet & 15)], as: UTF8.self)
    }
}
