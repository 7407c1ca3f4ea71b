import InternetMessage
import MailCore
import MessageStore

extension MessageDocument {
    /// Everything a reader shows, decoded at once: a message is opened one at a time.
    init(summary: Summary, header: MessageHeader, reader: MessageReader) {
        let fields = reader.fields().map { Field(name: $0.name, value: $0.value, rawValue: $0.rawValue) }
        self.init(
            summary: summary, envelope: header.envelope, origin: header.origin, dialogue: header.dialogue,
            cc: reader.mailboxes("Cc"), bcc: reader.mailboxes("Bcc"), replyTo: reader.mailboxes("Reply-To"),
            sent: reader.date.map { SentDate(timestamp: $0.timestamp, offsetSeconds: $0.offsetSeconds) },
            messageID: reader.messageID,
            date: fields.first { $0.name.utf8.equalsIgnoringCase("Date".utf8) }?.rawValue, fields: fields,
            parts: reader.message.entities.indices.map { Part(entity: $0, of: reader) },
            attachments: reader.attachments.map { reader.message.entities[$0].path }, text: reader.textBody,
            html: reader.htmlBody, defects: reader.defects, source: reader.content)
    }
}

extension MessageDocument.Part {
    init(entity index: Int, of reader: MessageReader) {
        let entity = reader.message.entities[index]
        let isMultipart = entity.isMultipart
        self.init(
            path: entity.path, depth: entity.depth,
            contentType: entity.contentType.type + "/" + entity.contentType.subtype,
            encoding: isMultipart ? nil : entity.transferEncoding ?? "7bit",
            charset: isMultipart ? nil : entity.contentType.charset,
            size: isMultipart ? nil : reader.decodedBody(of: index).count, filename: reader.filename(of: index))
    }
}
