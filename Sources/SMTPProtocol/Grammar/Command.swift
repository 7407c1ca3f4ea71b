package import MailCore

/// A command that is well formed (RFC 5321 section 4.1.1).
package enum Command: Hashable, Sendable {
    case helo([UInt8])
    case ehlo([UInt8])
    case startTLS
    case mail(Path)
    case rcpt(Path)
    case data
    /// How many octets follow, and whether they are the last of the content (RFC 3030 section 2).
    case bdat(Int, isLast: Bool)
    /// The name of the SASL mechanism, and the initial response as sent, in base64 (RFC 4954 section 4).
    case auth(mechanism: [UInt8], initialResponse: [UInt8]?)
    case rset
    case noop
    case quit
    case vrfy
    case help
}
