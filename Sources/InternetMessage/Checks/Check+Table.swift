extension Check {
    /// The codes of `roost inspect`, stable, since people match on them.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case bareCR = "bare-cr"
        case bareLF = "bare-lf"
        case nul
        case lineTooLong = "line-too-long"
        case undeclared8bit = "undeclared-8bit"
        case noFrom = "no-from"
        case duplicateSingleton = "duplicate-singleton"
        case bccInContent = "bcc-in-content"
        case brokenMultipart = "broken-multipart"
        case brokenEncodedWord = "broken-encoded-word"
        case charsetMismatch = "charset-mismatch"
        case doubleEncoded = "double-encoded"
        case recipientsRefused = "recipients-refused"
        case placeholderLeft = "placeholder-left"
        case emptyBody = "empty-body"

        case noDate = "no-date"
        case dateOff = "date-off"
        case noMessageID = "no-message-id"
        case noSubject = "no-subject"
        case noTextAlternative = "no-text-alternative"
        case linkTextDiffers = "link-text-differs"
        case executableAttachment = "executable-attachment"
        case typeMismatch = "type-mismatch"
        case listUnsubscribeInvalid = "list-unsubscribe-invalid"
        case listUnsubscribeNotOneClick = "list-unsubscribe-not-one-click"
        case clippedSize = "clipped-size"
        case envelopeOnlyRecipient = "envelope-only-recipient"
        case headerOnlyRecipient = "header-only-recipient"

        case fromDiffersFromReversePath = "from-differs-from-reverse-path"
        case messageIDWithoutDomain = "message-id-without-domain"
        case localhostLink = "localhost-link"
        case privateLink = "private-link"
        case httpLink = "http-link"
        case longBase64Line = "long-base64-line"
        case noListUnsubscribe = "no-list-unsubscribe"
        case imageWithoutAlt = "image-without-alt"
        case large
    }
}

extension Check.Code {
    /// An error where mail leaves the machine it is developed on: `assert --strict` and `checks = production`.
    package var isErrorInProduction: Bool {
        rule.severity == .error || [.localhostLink, .privateLink, .httpLink].contains(self)
    }

    /// The one table of checks.
    package var rule: Check.Rule {
        typealias Rule = Check.Rule
        return switch self {
        case .bareCR:
            Rule(
                .error, "RFC 5321 section 2.3.8",
                "{} a CR without an LF behind it; servers refuse that, or end a line there.")
        case .bareLF:
            Rule(
                .error, "RFC 5321 section 2.3.8",
                "{} an LF without a CR before it; servers refuse that or rewrite it, which breaks signatures.")
        case .nul: Rule(.error, "RFC 5322 section 3.5", "{} a NUL octet; servers refuse that or cut the message there.")
        case .lineTooLong:
            Rule(
                .error, "RFC 5322 section 2.1.1",
                "{} octets, over the 998 allowed; servers refuse that or break lines anywhere.")
        case .undeclared8bit:
            Rule(
                .error, "RFC 2045 section 6.2",
                "Undeclared 8-bit octets in {}; they may be refused, stripped or misread.")
        case .noFrom: Rule(.error, "RFC 5322 section 3.6", "No mailbox in a From field; servers refuse the message.")
        case .duplicateSingleton:
            Rule(.error, "RFC 5322 section 3.6", "More than one {} field; large providers refuse the message.")
        case .bccInContent:
            Rule(
                .error, "RFC 5322 section 3.6.3",
                "The content has a Bcc field, so every recipient sees that {} got it too.")
        case .brokenMultipart:
            Rule(.error, "RFC 2046 section 5.1.1", "A multipart {}; readers may show none or only some of its parts.")
        case .brokenEncodedWord:
            Rule(
                .error, "RFC 2047 section 2",
                "An encoded-word in {} cannot be decoded; readers show it as it stands.")
        case .charsetMismatch:
            Rule(
                .error, "RFC 2046 section 4.1.2",
                "Declared as {} but the text is UTF-8; readers show garbled letters.")
        case .doubleEncoded:
            Rule(
                .error, nil,
                "UTF-8 was taken for another charset and encoded again in {}; readers show garbled letters.")
        case .recipientsRefused:
            Rule(.error, "RFC 5321 section 3.3", "Refused in the same transaction, so without this message: {}.")
        case .placeholderLeft: Rule(.error, nil, "A placeholder was not filled in: {}.")
        case .emptyBody: Rule(.error, nil, "The message has nothing to read: no text, no HTML, no attachment.")

        case .noDate: Rule(.warning, "RFC 5322 section 3.6", "No Date field that can be read; spam filters count that.")
        case .dateOff:
            Rule(.warning, "RFC 5322 section 3.6.1", "The Date field is {} from the time of arrival.")
        case .noMessageID:
            Rule(.warning, "RFC 5322 section 3.6.4", "No Message-ID field; replies cannot be threaded to it.")
        case .noSubject: Rule(.warning, "RFC 5322 section 3.6.5", "No Subject field, or an empty one.")
        case .noTextAlternative:
            Rule(
                .warning, "RFC 2046 section 5.1.4",
                "HTML without a plain text alternative; text readers and spam filters miss it.")
        case .linkTextDiffers: Rule(.warning, nil, "A link names another host than it leads to: {}.")
        case .executableAttachment: Rule(.warning, nil, "The attachment {} can be run; providers refuse such files.")
        case .typeMismatch:
            Rule(.warning, "RFC 2046 section 1", "Declared as another type than its first octets say: {}.")
        case .listUnsubscribeInvalid:
            Rule(.warning, "RFC 2369 section 2", "List-Unsubscribe has no <https:…> or <mailto:…> address in it.")
        case .listUnsubscribeNotOneClick:
            Rule(.warning, "RFC 8058 section 3.1", "List-Unsubscribe without one-click: {}.")
        case .clippedSize:
            Rule(.warning, nil, "The HTML has {} octets; over 102 KB some readers cut it and hide the rest.")
        case .envelopeOnlyRecipient:
            Rule(.warning, "RFC 5321 section 3.3", "A recipient of the envelope that no field names: {}.")
        case .headerOnlyRecipient:
            Rule(.warning, "RFC 5321 section 3.3", "Named in To or Cc but no recipient of the envelope: {}.")

        case .fromDiffersFromReversePath:
            Rule(.note, "RFC 5321 section 3.3", "From is not the reverse-path, to which bounces go: {}.")
        case .messageIDWithoutDomain:
            Rule(.note, "RFC 5322 section 3.6.4", "The Message-ID has no domain of its own behind an @: {}.")
        case .localhostLink: Rule(.note, nil, "A link leads to this machine: {}.")
        case .privateLink: Rule(.note, nil, "A link leads to a private network: {}.")
        case .httpLink: Rule(.note, nil, "A link is not encrypted: {}.")
        case .longBase64Line:
            Rule(.note, "RFC 2045 section 6.8", "A base64 line has {} characters, over the 76 allowed.")
        case .noListUnsubscribe:
            Rule(.note, "RFC 8058 section 3.1", "Bulk mail without a List-Unsubscribe field; large providers want one.")
        case .imageWithoutAlt: Rule(.note, nil, "An image has no alternative text: {}.")
        case .large: Rule(.note, nil, "The message has {} octets; many servers take no more than 10 MB.")
        }
    }
}
