import HTMLText
import InternetMessage
import MailCore

extension Term {
    func matches(_ message: QueryMessage) -> Bool {
        (message.summary.withTexts { answer($0, message.summary) } ?? nil) ?? answer(message)
    }

    /// What the texts of an index say; `nil` when they do not.
    func answer(_ texts: IndexedTexts, _ summary: Summary) -> Bool? {
        switch self {
        case .anywhere(.literal(let literal)): return texts.holds(literal, in: .anywhere, orBodies: true)
        case .field(.body, .literal(let literal)): return texts.holds(literal, in: [], orBodies: true)
        case .field(.tag, let pattern) where (summary.marks + summary.ruleTags).contains(where: pattern.isFound):
            return true
        case .field(let field, .literal(let literal)): return field.indexed.flatMap { texts.holds(literal, in: $0) }
        case .file(let glob): return texts.contains(.file, where: glob.matches)
        case .type(let glob): return texts.contains(.type, where: glob.matches)
        case .defect(let code): return texts.contains(.defect) { $0 == code }
        case .check(let code): return texts.contains(.check) { $0 == code.rawValue }
        case .has(.tag), .is(.tagged):
            return !summary.marks.isEmpty || !summary.ruleTags.isEmpty || texts.has(.tag)
        case .has(let feature): return texts.has(feature)
        case .anywhere, .field, .header, .ids, .is, .size, .received, .age, .recipients, .attachments: return nil
        }
    }

    private func answer(_ message: QueryMessage) -> Bool {
        let summary = message.summary
        switch self {
        case .anywhere(let pattern):
            return Field.anywhere.contains { $0.holds(pattern, message) }
                || message.opened?.document.attachmentNames.contains(where: pattern.isFound) ?? false
        case .field(let field, let pattern): return field.holds(pattern, message)
        case .header(let name, let pattern):
            guard let fields = message.opened?.document.fields else { return false }
            return fields.contains { $0.name.lowercased() == name && pattern?.isFound(in: $0.value) ?? true }
        case .file(let glob): return message.opened?.document.attachmentNames.contains(where: glob.matches) ?? false
        case .type(let glob): return message.opened?.document.parts.contains { glob.matches($0.contentType) } ?? false
        case .defect(let code): return message.opened?.document.defectCodes.contains(code) ?? false
        case .check(let code): return message.opened?.document.checks.contains { $0.code == code } ?? false
        case .ids(let ranges): return ranges.contains { $0.contains(summary.id.rawValue) }
        case .has(let feature): return feature.isFound(in: message)
        case .is(.unread): return !summary.isRead
        case .is(.read): return summary.isRead
        case .is(.pinned): return summary.isPinned
        case .is(.bad): return summary.checks.errors > 0
        case .is(.marked): return message.isMarked
        case .is(.tagged): return Feature.tag.isFound(in: message)
        case .size(let comparison, let octets): return comparison.holds(summary.size, octets)
        // A bound that names a moment is part of what comes after it.
        case .received(.less, let time): return summary.received < time
        case .received(_, let time): return summary.received >= time
        case .age(let comparison, let age):
            return comparison.holds(message.now.microseconds - summary.received.microseconds, age)
        case .recipients(let comparison, let count): return comparison.holds(summary.forwardPaths.count, count)
        case .attachments(let comparison, let count): return comparison.holds(summary.attachmentCount, count)
        }
    }
}

extension Term.Field {
    /// Where a bare word looks, cheap ones first; the names of attachments come on top.
    fileprivate static let anywhere: [Self] = [.subject, .rcpt, .sender, .from, .to, .cc, .bcc, .replyTo, .body]

    private static let addresses: [Self] = [.rcpt, .sender, .from, .to, .cc, .bcc, .replyTo]

    fileprivate func holds(_ pattern: TextPattern, _ message: QueryMessage) -> Bool {
        texts(of: message).contains(where: pattern.isFound)
    }

    /// What the field holds in a message, piece by piece.
    func texts(of message: QueryMessage) -> [String] {
        let summary = message.summary
        let origin = message.needed(for: self)?.document.origin
        let texts: [String?] =
            switch self {
            case .from: summary.from.texts
            case .to: summary.to.texts
            case .cc: message.opened?.document.cc.texts ?? []
            case .bcc: message.opened?.document.bcc.texts ?? []
            case .replyTo: message.opened?.document.replyTo.texts ?? []
            case .rcpt: summary.forwardPaths
            case .sender: [summary.reversePath]
            case .addressed: Self.addresses.flatMap { $0.texts(of: message) }
            case .subject: [summary.subject]
            case .body: [message.opened?.document.text, message.htmlText]
            case .messageID: [message.opened?.document.messageID]
            case .tag: message.opened?.document.tags ?? []
            case .session: [origin?.session?.description]
            case .user: [origin?.auth?.user]
            case .process: [origin?.process]
            case .peer: [origin?.peer]
            case .helo: [origin?.helo.map { String(decoding: $0, as: UTF8.self) }]
            }
        return texts.compactMap(\.self)
    }
}

extension QueryMessage {
    /// The opened message, unless the summary says enough.
    fileprivate func needed(for field: Term.Field) -> Opened? {
        switch field {
        case .session, .user, .process, .peer, .helo: opened
        case .from, .to, .cc, .bcc, .replyTo, .rcpt, .sender, .addressed, .subject, .body, .messageID, .tag: nil
        }
    }
}

extension Term.Feature {
    func isFound(in message: QueryMessage) -> Bool {
        switch self {
        case .attachment: message.summary.attachmentCount > 0
        case .defect: message.summary.defectCount > 0
        case .inline: message.opened?.document.hasInlineParts ?? false
        case .html: message.opened?.document.html != nil
        case .text: message.opened?.document.text != nil
        case .link: message.hasLinks
        case .calendar: message.opened?.document.parts.contains { $0.contentType == "text/calendar" } ?? false
        case .tag: message.opened?.document.tags.isEmpty == false
        }
    }
}

extension MessageDocument {
    /// Of the content and of the envelope.
    var defectCodes: Set<String> { Set(defects.map(\.code.rawValue) + envelope.defects.map(\.rawValue)) }

    var attachmentNames: [String] {
        parts.filter { attachments.contains($0.path) }.compactMap(\.filename)
    }

    /// Leaves that are neither a body nor an attachment.
    fileprivate var hasInlineParts: Bool {
        parts.contains { part in
            part.size != nil && !part.contentType.hasPrefix("text/") && !part.contentType.hasPrefix("message/")
                && !attachments.contains(part.path)
        }
    }

    var htmlText: String? {
        html.map { HTMLDocument($0).text }
    }
}

extension [Mailbox] {
    fileprivate var texts: [String?] { flatMap { [$0.address, $0.displayName] } }
}
