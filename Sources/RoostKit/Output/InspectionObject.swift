import Crypto
package import InternetMessage
import MailCore
import MessageCatalog

/// The JSON object of `inspect`: everything a content is read as, by the parse that the screen shows.
///
/// Every key is always there: what is absent is `null` or `[]`.
package struct InspectionObject: JSONObject, Sendable {
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

    package var members: JSONMembers {
        [
            "subject": reader.subject,
            "from": reader.mailboxes("From"),
            "to": reader.mailboxes("To"),
            "cc": reader.mailboxes("Cc"),
            "bcc": reader.mailboxes("Bcc"),
            "replyTo": reader.mailboxes("Reply-To"),
            "date": reader.date.map { SentDate(timestamp: $0.timestamp, offsetSeconds: $0.offsetSeconds).rfc3339 },
            "messageId": reader.messageID,
            "headers": examination.fields,
            "text": examination.text,
            "html": examination.html,
            "parts": reader.message.entities.indices.map(partMembers),
            "attachments": examination.attachments.map { reader.message.entities[$0].path },
            "defects": examination.defects,
            "checks": checks,
        ]
    }

    private func partMembers(_ index: Int) -> JSONMembers {
        let entity = reader.message.entities[index]
        return [
            "path": entity.path,
            "contentType": entity.contentType.mediaType,
            "charset": entity.declaredCharset,
            "encoding": entity.declaredEncoding,
            "disposition": entity.disposition,
            "filename": reader.filename(of: index),
            "contentId": entity.contentID,
            "size": examination.sizes[index],
            "sha256": digests[index],
        ]
    }
}

extension DecodedField: JSONObject {
    package var members: JSONMembers { ["name": name, "value": value] }
}

extension Defect: JSONObject {
    package var members: JSONMembers { ["code": code.rawValue, "path": path] }
}

extension Check: JSONObject {
    package var members: JSONMembers {
        [
            "code": code.rawValue,
            "severity": severity.rawValue,
            "path": path,
            "range": range.map { [$0.lowerBound, $0.upperBound] },
            "clause": clause,
            "text": text,
        ]
    }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    for byte in bytes { digits += [.hexDigit(byte >> 4) | 0x20, .hexDigit(byte & 15) | 0x20] }
    return String(decoding: digits, as: UTF8.self)
}
