package import MailCore

/// A command that is well formed (RFC 5321 section 4.1.1).
package enum Command: Hashable, Sendable {
    case helo([UInt8])
    case ehlo([UInt8])
    case mail(Path)
    case rcpt(Path)
    case data
    case rset
    case noop
    case quit
    case vrfy
    case help
}
