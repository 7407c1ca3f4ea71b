package import InternetMessage
package import MailCore

/// A message opened for reading: everything a reader of it shows. Texts are decoded, not sanitised.
package struct MessageDocument: Hashable, Sendable {
    /// A field of the top header section, in the order received.
    package struct Field: Hashable, Sendable {
        package var name: String
        /// Unfolded and decoded.
        package var value: String
        /// Unfolded only; the same as `value` when there was nothing to decode.
        package var rawValue: String

        package init(name: String, value: String, rawValue: String) {
            self.name = name
            self.value = value
            self.rawValue = rawValue
        }
    }

    /// An entity of the MIME tree (RFC 2045), depth first.
    package struct Part: Hashable, Sendable {
        /// IMAP part number (RFC 3501 section 6.4.5), `TEXT` for the top multipart.
        package var path: String
        package var depth: Int
        /// `type/subtype` in lower case.
        package var contentType: String
        /// In lower case as declared; `nil` for multiparts.
        package var encoding: String?
        package var charset: String?
        /// Octets after undoing the transfer encoding; `nil` for multiparts.
        package var size: Int?
        package var filename: String?
        /// The Content-Disposition in lower case; `nil` when there is none.
        package var disposition: String?
        /// Without its angle brackets.
        package var contentID: String?

        package init(
            path: String, depth: Int, contentType: String, encoding: String?, charset: String?, size: Int?,
            filename: String?, disposition: String? = nil, contentID: String? = nil
        ) {
            self.path = path
            self.depth = depth
            self.contentType = contentType
            self.encoding = encoding
            self.charset = charset
            self.size = size
            self.filename = filename
            self.disposition = disposition
            self.contentID = contentID
        }
    }

    package var summary: Summary
    package var envelope: Envelope
    package var origin: Origin
    package var dialogue: [DialogueLine]
    package var cc: [Mailbox]
    package var bcc: [Mailbox]
    package var replyTo: [Mailbox]
    /// The Date field as read; `nil` when there is none that can be read.
    package var sent: SentDate?
    /// Without its angle brackets.
    package var messageID: String?
    /// The Date field as sent, unfolded.
    package var date: String?
    package var fields: [Field]
    package var parts: [Part]
    /// The paths of the parts that count as attachments.
    package var attachments: [String]
    /// The plain text body, lines ended by `\n`, those of flowed text joined to paragraphs; `nil` when the message has none.
    package var text: String?
    /// The HTML body; `nil` when the message has none.
    package var html: String?
    package var defects: [Defect]
    /// Errors first.
    package var checks: [Check]
    /// The content, byte for byte.
    package var source: [UInt8]

    package init(
        summary: Summary, envelope: Envelope, origin: Origin = Origin(), dialogue: [DialogueLine] = [],
        cc: [Mailbox] = [], bcc: [Mailbox] = [], replyTo: [Mailbox] = [], sent: SentDate? = nil,
        messageID: String? = nil, date: String? = nil, fields: [Field] = [], parts: [Part] = [],
        attachments: [String] = [],
        text: String? = nil, html: String? = nil, defects: [Defect] = [], checks: [Check] = [],
        source: [UInt8] = []
    ) {
        self.summary = summary
        self.envelope = envelope
        self.origin = origin
        self.dialogue = dialogue
        self.cc = cc
        self.bcc = bcc
        self.replyTo = replyTo
        self.sent = sent
        self.messageID = messageID
        self.date = date
        self.fields = fields
        self.parts = parts
        self.attachments = attachments
        self.text = text
        self.html = html
        self.defects = defects
        self.checks = checks
        self.source = source
    }
}
