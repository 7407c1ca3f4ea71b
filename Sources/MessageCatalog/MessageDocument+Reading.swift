import InternetMessage
import MailCore
import MessageStore

extension MessageDocument {
    /// Everything a reader shows, decoded at once: a message is opened one at a time.
    init(
        summary: Summary, header: MessageHeader, reader: MessageReader, examination: Examination, checks: [Check]
    ) {
        let fields = examination.fields.map { Field(name: $0.name, value: $0.value, rawValue: $0.rawValue) }
        self.init(
            summary: summary, envelope: header.envelope, origin: header.origin, dialogue: header.dialogue,
            cc: reader.mailboxes("Cc"), bcc: reader.mailboxes("Bcc"), replyTo: reader.mailboxes("Reply-To"),
            sent: reader.date.map { SentDate(timestamp: $0.timestamp, offsetSeconds: $0.offsetSeconds) },
            messageID: reader.messageID,
            date: fields.first { $0.name.utf8.equalsIgnoringCase("Date".utf8) }?.rawValue, fields: fields,
            parts: reader.message.entities.indices.map {
                Part(entity: $0, of: reader, size: examination.sizes[$0])
            },
            attachments: examination.attachments.map { reader.message.entities[$0].path },
            text: reader.hasFlowedText ? reader.unfoldedTextBody : examination.text,
            html: examination.html, defects: examination.defects, checks: checks, source: reader.content)
    }
}

extension MessageDocument.Part {
    fileprivate init(entity index: Int, of reader: MessageReader, size: Int?) {
        let entity = reader.message.entities[index]
        self.init(
            path: entity.path, depth: entity.depth, contentType: entity.contentType.mediaType,
            encoding: entity.declaredEncoding, charset: entity.declaredCharset, size: size,
            filename: reader.filename(of: index), disposition: entity.disposition, contentID: entity.contentID)
    }
}
