import MailCore

/// A Content-Transfer-Encoding (RFC 2045 section 6), as the way to undo it.
enum TransferEncoding: Hashable {
    case identity
    case base64
    case quotedPrintable
    case uuencode
    /// Not a token Roost knows: the content is taken as it is.
    case unknown

    init(token: String?) {
        switch token {
        case nil, "7bit", "8bit", "binary": self = .identity
        case "base64": self = .base64
        case "quoted-printable": self = .quotedPrintable
        case "x-uuencode", "uuencode", "x-uue", "uue": self = .uuencode
        default: self = .unknown
        }
    }

    /// Undoes the encoding; the defect is what had to be forgiven.
    func decode(_ bytes: Span<UInt8>) -> (bytes: [UInt8], defect: Defect.Code?) {
        switch self {
        case .identity, .unknown:
            return (bytes.withUnsafeBufferPointer { Array($0) }, nil)
        case .base64:
            let (decoded, hasGarbage) = Base64.decode(bytes)
            return (decoded, hasGarbage ? .base64Garbage : nil)
        case .quotedPrintable:
            let (decoded, isMalformed) = QuotedPrintable.decode(bytes)
            return (decoded, isMalformed ? .qpMalformed : nil)
        case .uuencode:
            let (decoded, isMalformed) = UUEncoding.decode(bytes)
            return (decoded, isMalformed ? .uuencodeMalformed : nil)
        }
    }
}
