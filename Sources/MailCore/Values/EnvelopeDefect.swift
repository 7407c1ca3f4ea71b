/// What was wrong in the commands of a mail transaction and was taken all the same. The raw value is what the log says;
/// it never changes.
package enum EnvelopeDefect: String, Hashable, Sendable, CaseIterable {
    /// A command line ended in LF without CR (RFC 5321 section 2.3.8).
    case bareLineFeed = "bare-lf-command"
    /// An address outside ASCII, and MAIL did not say SMTPUTF8 (RFC 6531 section 3.4).
    case undeclaredUTF8 = "undeclared-smtputf8"
    /// Over 64 octets (RFC 5321 section 4.5.3.1.1).
    case longLocalPart = "long-local-part"
    /// Over 255 octets (RFC 5321 section 4.5.3.1.2).
    case longDomain = "long-domain"
    /// Over 256 octets, brackets counted (RFC 5321 section 4.5.3.1.3).
    case longPath = "long-path"
}
