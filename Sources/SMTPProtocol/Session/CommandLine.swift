import MailCore

/// A command line without its line end, well formed or not.
extension [UInt8] {
    /// Whether it begins with a verb of four letters, as most do.
    func isCommand(_ verb: Verb) -> Bool { prefix(4).equalsIgnoringCase(verb.rawValue.utf8) }

    /// The command line as it may be kept: AUTH without its initial response (RFC 4954 section 4).
    var withoutSecrets: [UInt8] {
        guard isCommand(.auth) else { return self }
        let words = split(maxSplits: 2, whereSeparator: \.isBlank)
        guard words.count == 3 else { return self }
        return Array(words[0] + [.space] + words[1])
    }
}
