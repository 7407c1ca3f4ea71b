import InternetMessage
import MailCore

/// Reads any octets as a message: nothing traps, and what holds for every message holds for this one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let reader = MessageReader(content: Array(UnsafeBufferPointer(start: start, count: count)))
    let entities = reader.message.entities
    precondition(!entities.isEmpty && Set(entities.map(\.path)).count == entities.count)
    var decoded = 0
    let examination = reader.examine { decoded += $1.count }
    precondition(decoded == examination.sizes.reduce(0) { $0 + ($1 ?? 0) })
    precondition(Set(examination.defects).count == examination.defects.count)
    precondition(examination.text == reader.textBody && examination.html == reader.htmlBody)
    for check in examination.checks {
        precondition(!check.text.isEmpty)
        if let range = check.range { precondition(range.lowerBound >= 0 && range.upperBound <= count) }
    }
    for index in entities.indices {
        precondition((entities[index].parent ?? -1) < index)
        _ = reader.filename(of: index)
    }
    _ = (reader.subject, reader.messageID, reader.date, reader.fields())
    _ = ["From", "To", "Cc", "Bcc", "Reply-To"].map { reader.mailboxes($0) }
    return 0
}
