package import MailCore

/// What the envelope and the session say beside the content; only stored messages have them.
package struct EnvelopeChecks {
    package private(set) var checks: [Check] = []

    private let envelope: Envelope
    private let reader: MessageReader

    /// - Parameters:
    ///   - fields: Of the top header section.
    ///   - dialogue: The session up to the message; empty when it came by none.
    ///   - received: When it arrived.
    package init(
        of reader: MessageReader, fields: [DecodedField], envelope: Envelope, dialogue: [DialogueLine],
        received: Timestamp
    ) {
        self.envelope = envelope
        self.reader = reader
        checkDialogue(dialogue)
        checkDate(received)
        checkRecipients()
        checkReversePath()
        checkHeaders(fields)
    }

    private mutating func checkDialogue(_ dialogue: [DialogueLine]) {
        // A long dialogue is not kept whole; the count is.
        let named = RefusedRecipients(in: dialogue).recipients
        let count = max(named.count, envelope.refusedRecipients)
        guard count > 0 else { return }
        let names = named.prefix(3).joined(separator: ", ") + (count > 3 ? ", …" : "")
        let detail = "\(count) of \(count + envelope.forwardPaths.count) recipients"
        checks.append(Check(.recipientsRefused, detail: named.isEmpty ? detail : "\(detail) (\(names))"))
    }

    private mutating func checkDate(_ received: Timestamp) {
        guard let date = reader.date else { return }
        let days = abs(date.timestamp.microseconds - received.microseconds) / 86_400_000_000
        if days >= 1 { checks.append(Check(.dateOff, detail: days == 1 ? "a day" : "\(days) days")) }
    }

    /// A recipient that no field names got a blind copy, where others of the transaction are named or none is.
    private mutating func checkRecipients() {
        let recipients = envelope.forwardPaths.map { $0.address.lowercased() }
        guard !recipients.isEmpty else { return }
        let visible = ["To", "Cc"].flatMap { reader.mailboxes($0) }.map(\.address)
        let named = Set((visible + reader.mailboxes("Bcc").map(\.address)).map { $0.lowercased() })
        if !named.isEmpty, !recipients.contains(where: named.contains) {
            let addresses = envelope.forwardPaths.map(\.address).joined(separator: ", ")
            checks.append(Check(.envelopeOnlyRecipient, detail: addresses))
        }
        let reached = Set(recipients)
        let absent = visible.filter { !reached.contains($0.lowercased()) && $0.utf8.contains(0x40) }
        if !absent.isEmpty { checks.append(Check(.headerOnlyRecipient, detail: absent.joined(separator: ", "))) }
    }

    private mutating func checkReversePath() {
        let reversePath = envelope.reversePath.address
        guard !reversePath.isEmpty, let from = reader.mailboxes("From").first?.address,
            from.lowercased() != reversePath.lowercased()
        else { return }
        checks.append(Check(.fromDiffersFromReversePath, detail: "\(from) and \(reversePath)"))
    }

    /// UTF-8 in a header section wants a transaction with SMTPUTF8 (RFC 6531 section 3.4). What is not even UTF-8 is told
    /// without an envelope.
    private mutating func checkHeaders(_ fields: [DecodedField]) {
        let isAnnounced = envelope.reversePath.parameters.contains {
            $0.keyword.utf8.equalsIgnoringCase("SMTPUTF8".utf8)
        }
        guard !isAnnounced else { return }
        for field in fields where field.isInternationalized {
            checks.append(
                Check(.undeclared8bit, range: field.range, detail: "the field \(field.name), without SMTPUTF8 in MAIL"))
        }
    }
}

/// The recipients of the last mail transaction of a dialogue that were answered 4xx or 5xx.
private struct RefusedRecipients {
    private(set) var recipients: [String] = []

    init(in dialogue: [DialogueLine]) {
        // Replies come in the order of commands, also when those were pipelined (RFC 2920).
        var pending: [[UInt8]] = []
        for line in dialogue {
            switch line.side {
            case .client: pending.append(line.text)
            case .server:
                let isLast = line.text.count < 4 || line.text[3] != 0x2D
                guard isLast, !pending.isEmpty else { continue }
                answer(pending.removeFirst(), line.text)
            }
        }
    }

    private mutating func answer(_ command: [UInt8], _ reply: [UInt8]) {
        let verb = command.prefix(4)
        if verb.equalsIgnoringCase("MAIL".utf8) {
            recipients = []
        } else if verb.equalsIgnoringCase("RCPT".utf8), reply.first == 0x34 || reply.first == 0x35 {
            let path = command.dropFirst("RCPT TO:".utf8.count).split(separator: 0x20).first ?? []
            let address = String(decoding: path.filter { $0 != 0x3C && $0 != 0x3E }, as: UTF8.self)
            recipients.append("\(address) (\(String(decoding: reply, as: UTF8.self)))")
        }
    }
}
