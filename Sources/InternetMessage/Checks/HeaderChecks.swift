import MailCore

extension MessageReader {
    /// What the top header section says, and what it should say (RFC 5322 section 3.6).
    func headerChecks(_ fields: [DecodedField]) -> [Check] {
        originatorChecks + singletonChecks + identificationChecks + encodingChecks(fields) + listChecks
    }

    private var originatorChecks: [Check] {
        var checks: [Check] = []
        if !mailboxes("From").contains(where: { $0.address.utf8.contains(0x40) }) {
            checks.append(Check(.noFrom, range: range(ofFirst: "From")))
        }
        let hidden = mailboxes("Bcc").map(\.address)
        if !hidden.isEmpty {
            checks.append(
                Check(.bccInContent, range: range(ofFirst: "Bcc"), detail: hidden.joined(separator: ", ")))
        }
        return checks
    }

    private var singletonChecks: [Check] {
        let names: [StaticString] = [
            "Date", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Message-ID", "In-Reply-To", "References",
            "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
        ]
        return names.compactMap { name in
            let fields = fields(named: name)
            guard fields.count > 1 else { return nil }
            return Check(.duplicateSingleton, range: fields[1].range, detail: "\(name)")
        }
    }

    private var identificationChecks: [Check] {
        var checks: [Check] = []
        if date == nil { checks.append(Check(.noDate, range: range(ofFirst: "Date"))) }
        if subject == nil { checks.append(Check(.noSubject, range: range(ofFirst: "Subject"))) }
        let range = range(ofFirst: "Message-ID")
        guard let messageID else { return checks + [Check(.noMessageID, range: range)] }
        let domain = messageID.split(separator: "@", omittingEmptySubsequences: false).dropFirst().last ?? ""
        let isOwn = domain.contains(".") && ![".local", ".localdomain"].contains(where: domain.hasSuffix)
        if !isOwn { checks.append(Check(.messageIDWithoutDomain, range: range, detail: messageID)) }
        return checks
    }

    /// Encoded-words that say nothing, and octets that are no text at all; whether UTF-8 may stand here is told by the
    /// envelope (RFC 6531).
    private func encodingChecks(_ fields: [DecodedField]) -> [Check] {
        let broken: [Defect.Code] = [.invalidEncodedWord, .charsetUnknown, .charsetInvalidBytes]
        var checks: [Check] = []
        for field in fields {
            if field.defects.contains(where: broken.contains) {
                checks.append(Check(.brokenEncodedWord, range: field.range, detail: field.name))
            }
            if field.isForeign {
                checks.append(Check(.undeclared8bit, range: field.range, detail: "the field \(field.name)"))
            }
        }
        return checks
    }

    /// RFC 2369 and RFC 8058.
    private var listChecks: [Check] {
        let isBulk =
            ["List-ID", "Feedback-ID"].contains { range(ofFirst: $0) != nil }
            || fields(named: "Precedence").contains { field in
                ["bulk", "list", "junk"].contains { text(of: field).utf8.equalsIgnoringCase($0.utf8) }
            }
        guard let field = fields(named: "List-Unsubscribe").first else {
            return isBulk ? [Check(.noListUnsubscribe)] : []
        }
        let value = text(of: field).lowercased()
        let hasHTTPS = value.contains("<https:")
        guard hasHTTPS || value.contains("<mailto:") || value.contains("<http:") else {
            return [Check(.listUnsubscribeInvalid, range: field.range)]
        }
        let isOneClick = fields(named: "List-Unsubscribe-Post").contains {
            text(of: $0).utf8.equalsIgnoringCase("List-Unsubscribe=One-Click".utf8)
        }
        if hasHTTPS, isOneClick { return [] }
        let missing =
            hasHTTPS ? "List-Unsubscribe-Post: List-Unsubscribe=One-Click is missing" : "it has no https address"
        return [Check(.listUnsubscribeNotOneClick, range: field.range, detail: missing)]
    }

    private func text(of field: HeaderSection.Field) -> String {
        HeaderText.raw(field.unfoldedBody(in: content.span))
    }

    private func fields(named name: StaticString) -> [HeaderSection.Field] {
        message.entities.first?.header.fields(named: name, in: content.span) ?? []
    }

    private func range(ofFirst name: StaticString) -> Range<Int>? {
        message.entities.first?.header.first(name, in: content.span)?.range
    }
}
