import MailCore

/// The command verbs that are known (RFC 5321 section 4.1.1 and the IANA registry of SMTP service extensions).
enum Verb: String, CaseIterable {
    case helo, ehlo, starttls, mail, rcpt, data, bdat, auth, rset, noop, quit, vrfy, help
    // Known, and not offered.
    case expn, etrn, turn, send, soml, saml

    private static let table = allCases.map { (verb: $0, name: Array($0.rawValue.utf8)) }

    /// Verbs are not case-sensitive (RFC 5321 section 2.4).
    init?(_ word: ArraySlice<UInt8>) {
        guard let entry = Self.table.first(where: { $0.name.equalsIgnoringCase(word) }) else { return nil }
        self = entry.verb
    }
}
