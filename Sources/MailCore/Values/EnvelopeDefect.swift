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

extension EnvelopeDefect {
    /// What it is, and what to do about it: one sentence each.
    package var advice: (reason: String, fix: String) {
        switch self {
        case .bareLineFeed:
            ("a command line ended in LF without CR", "end lines with CRLF: strict servers wait for it for ever")
        case .undeclaredUTF8:
            ("an address outside ASCII without SMTPUTF8", "say SMTPUTF8 with MAIL, or write the domain as xn--…")
        case .longLocalPart:
            ("a local-part over 64 octets", "shorten what stands before the @: many servers refuse it")
        case .longDomain:
            ("a domain over 255 octets", "shorten it: it cannot be in the DNS")
        case .longPath:
            ("a path over 256 octets", "shorten the address or its source route: many servers refuse it")
        }
    }
}
