import FoundationEssentials
import InternetMessage
package import MailCore
package import MessageCatalog

/// The JSON object of a message in `list`, `tail` and `serve`, as the command line's contract gives it.
///
/// Every key is always there: what is absent is `null` or `[]`.
package struct MessageObject: Encodable, Sendable {
    private enum Key: String, CodingKey {
        case id, received, size, envelope, subject, from, to, date, messageId, attachmentCount, flags, tags
        case defectCount, raw
    }

    private let document: MessageDocument
    private let withRaw: Bool

    package init(_ document: MessageDocument, withRaw: Bool) {
        self.document = document
        self.withRaw = withRaw
    }

    /// One line of UTF-8 without its line end.
    package var line: String { JSONLine.encode(self) }

    package func encode(to encoder: any Encoder) throws {
        let summary = document.summary
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(summary.id.rawValue, forKey: .id)
        try object.encode(summary.received.rfc3339, forKey: .received)
        try object.encode(summary.size, forKey: .size)
        try object.encode(EnvelopeObject(envelope: document.envelope, origin: document.origin), forKey: .envelope)
        try object.encode(summary.subject, forKey: .subject)
        try object.encode(summary.from.map(MailboxObject.init), forKey: .from)
        try object.encode(summary.to.map(MailboxObject.init), forKey: .to)
        try object.encode(document.sent.map(JSONLine.rfc3339), forKey: .date)
        try object.encode(document.messageID, forKey: .messageId)
        try object.encode(summary.attachmentCount, forKey: .attachmentCount)
        try object.encode(summary.flagNames, forKey: .flags)
        try object.encode([String](), forKey: .tags)
        try object.encode(document.defects.count, forKey: .defectCount)
        if withRaw { try object.encode(Data(document.source).base64EncodedString(), forKey: .raw) }
    }
}

/// The JSON object of `show --json`: what a reader sees, with the envelope and its parameters.
package struct DocumentObject: Encodable, Sendable {
    private enum Key: String, CodingKey {
        case id, received, size, envelope, flags, tags, subject, from, to, cc, bcc, replyTo, date, messageId, headers
        case text, html, parts, attachments, defects
    }

    private let document: MessageDocument

    package init(_ document: MessageDocument) {
        self.document = document
    }

    /// One line of UTF-8 without its line end.
    package var line: String { JSONLine.encode(self) }

    package func encode(to encoder: any Encoder) throws {
        let summary = document.summary
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(summary.id.rawValue, forKey: .id)
        try object.encode(summary.received.rfc3339, forKey: .received)
        try object.encode(summary.size, forKey: .size)
        try object.encode(
            EnvelopeObject(envelope: document.envelope, origin: document.origin, withParameters: true),
            forKey: .envelope)
        try object.encode(summary.flagNames, forKey: .flags)
        try object.encode([String](), forKey: .tags)
        try object.encode(summary.subject, forKey: .subject)
        try object.encode(summary.from.map(MailboxObject.init), forKey: .from)
        try object.encode(summary.to.map(MailboxObject.init), forKey: .to)
        try object.encode(document.cc.map(MailboxObject.init), forKey: .cc)
        try object.encode(document.bcc.map(MailboxObject.init), forKey: .bcc)
        try object.encode(document.replyTo.map(MailboxObject.init), forKey: .replyTo)
        try object.encode(document.sent.map(JSONLine.rfc3339), forKey: .date)
        try object.encode(document.messageID, forKey: .messageId)
        try object.encode(document.fields.map { ["name": $0.name, "value": $0.value] }, forKey: .headers)
        try object.encode(document.text, forKey: .text)
        try object.encode(document.html, forKey: .html)
        try object.encode(document.parts.map(PartObject.init), forKey: .parts)
        try object.encode(document.attachments, forKey: .attachments)
        try object.encode(document.defects.map(DefectObject.init), forKey: .defects)
    }
}

private struct EnvelopeObject: Encodable {
    private enum Key: String, CodingKey {
        case from, to, fromParameters, toParameters, helo, peer, process, tls, auth
    }

    var envelope: Envelope
    var origin: Origin
    var withParameters = false

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(envelope.reversePath.address, forKey: .from)
        try object.encode(envelope.forwardPaths.map(\.address), forKey: .to)
        if withParameters {
            try object.encode(envelope.reversePath.parameters.map(\.text), forKey: .fromParameters)
            try object.encode(envelope.forwardPaths.map { $0.parameters.map(\.text) }, forKey: .toParameters)
        }
        try object.encode(origin.helo.map { String(decoding: $0, as: UTF8.self) }, forKey: .helo)
        try object.encode(origin.peer, forKey: .peer)
        try object.encode(origin.process, forKey: .process)
        try object.encode(origin.tlsObject, forKey: .tls)
        try object.encode(origin.authObject, forKey: .auth)
    }
}

private struct MailboxObject: Encodable {
    private enum Key: String, CodingKey { case name, address }

    var mailbox: Mailbox

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(mailbox.displayName, forKey: .name)
        try object.encode(mailbox.address, forKey: .address)
    }
}

private struct PartObject: Encodable {
    private enum Key: String, CodingKey { case path, contentType, charset, encoding, filename, size }

    var part: MessageDocument.Part

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(part.path, forKey: .path)
        try object.encode(part.contentType, forKey: .contentType)
        try object.encode(part.charset, forKey: .charset)
        try object.encode(part.encoding, forKey: .encoding)
        try object.encode(part.filename, forKey: .filename)
        try object.encode(part.size, forKey: .size)
    }
}

private struct DefectObject: Encodable {
    private enum Key: String, CodingKey { case code, path }

    var defect: Defect

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(defect.code.rawValue, forKey: .code)
        try object.encode(defect.path, forKey: .path)
    }
}

extension Summary {
    fileprivate var flagNames: [String] { (isRead ? ["read"] : []) + (isPinned ? ["pinned"] : []) }
}

extension ESMTPParameter {
    /// As it was sent.
    package var text: String { value.map { keyword + "=" + $0 } ?? keyword }
}
