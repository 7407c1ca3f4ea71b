import Crypto
package import InternetMessage
import MailCore
import MessageCatalog

/// The JSON object of `inspect`: everything a content is read as, by the parse that the screen shows.
///
/// Every key is always there: what is absent is `null` or `[]`.
package struct InspectionObject: Encodable, Sendable {
    private enum Key: String, CodingKey {
        case subject, from, to, cc, bcc, replyTo, date, messageId, headers, text, html, parts, attachments, defects
        case checks
    }

    private let reader: MessageReader
    private let examination: Examination
    /// In lower-case hexadecimal, of each entity but multiparts.
    private let digests: [Int: String]
    private let checks: [Check]

    /// - Parameter checks: Those of a captured message; `nil` for what can be said of the content alone.
    package init(content: [UInt8], checks: [Check]? = nil) {
        let reader = MessageReader(content: content)
        var digests: [Int: String] = [:]
        examination = reader.examine { entity, bytes in digests[entity] = hexadecimal(SHA256.hash(data: bytes)) }
        self.reader = reader
        self.digests = digests
        self.checks = checks ?? MessageChecks.ofContent(examination)
    }

    /// One line of UTF-8 without its line end.
    package var line: String { JSONLine.encode(self) }

    package func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(reader.subject, forKey: .subject)
        try object.encode(reader.mailboxes("From").map(MailboxObject.init), forKey: .from)
        try object.encode(reader.mailboxes("To").map(MailboxObject.init), forKey: .to)
        try object.encode(reader.mailboxes("Cc").map(MailboxObject.init), forKey: .cc)
        try object.encode(reader.mailboxes("Bcc").map(MailboxObject.init), forKey: .bcc)
        try object.encode(reader.mailboxes("Reply-To").map(MailboxObject.init), forKey: .replyTo)
        let date = reader.date.map { SentDate(timestamp: $0.timestamp, offsetSeconds: $0.offsetSeconds) }
        try object.encode(date.map(JSONLine.rfc3339), forKey: .date)
        try object.encode(reader.messageID, forKey: .messageId)
        try object.encode(examination.fields.map { ["name": $0.name, "value": $0.value] }, forKey: .headers)
        try object.encode(examination.text, forKey: .text)
        try object.encode(examination.html, forKey: .html)
        let parts = reader.message.entities.indices.map { index in
            PartObject(
                entity: reader.message.entities[index], filename: reader.filename(of: index),
                size: examination.sizes[index], digest: digests[index])
        }
        try object.encode(parts, forKey: .parts)
        try object.encode(examination.attachments.map { reader.message.entities[$0].path }, forKey: .attachments)
        try object.encode(examination.defects.map(DefectObject.init), forKey: .defects)
        try object.encode(checks.map(CheckObject.init), forKey: .checks)
    }
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    for byte in bytes { digits += [.hexDigit(byte >> 4) | 0x20, .hexDigit(byte & 15) | 0x20] }
    return String(decoding: digits, as: UTF8.self)
}

private struct PartObject: Encodable {
    private enum Key: String, CodingKey {
        case path, contentType, charset, encoding, disposition, filename, contentId, size, sha256
    }

    var entity: Entity
    var filename: String?
    var size: Int?
    var digest: String?

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(entity.path, forKey: .path)
        try object.encode(entity.contentType.mediaType, forKey: .contentType)
        try object.encode(entity.declaredCharset, forKey: .charset)
        try object.encode(entity.declaredEncoding, forKey: .encoding)
        try object.encode(entity.disposition, forKey: .disposition)
        try object.encode(filename, forKey: .filename)
        try object.encode(entity.contentID, forKey: .contentId)
        try object.encode(size, forKey: .size)
        try object.encode(digest, forKey: .sha256)
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

private struct CheckObject: Encodable {
    private enum Key: String, CodingKey { case code, severity, path, range, clause, text }

    var check: Check

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(check.code.rawValue, forKey: .code)
        try object.encode(check.severity.rawValue, forKey: .severity)
        try object.encode(check.path, forKey: .path)
        try object.encode(check.range.map { [$0.lowerBound, $0.upperBound] }, forKey: .range)
        try object.encode(check.clause, forKey: .clause)
        try object.encode(check.text, forKey: .text)
    }
}
