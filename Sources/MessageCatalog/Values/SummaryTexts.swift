import InternetMessage
import MailCore

/// What a row of the list shows of a message's content and envelope, as it is kept: packed, and read when it is asked for.
///
///     u32 attachments, u32 defects, u32 errors, u32 warnings, u32 notes, subject, reverse-path,
///     u32 mailboxes and for each display name and address: From; To; u32 and as many texts: forward-paths
///
/// A text is a u32 of its octets, 0xFFFFFFFF for none, and its UTF-8.
struct SummaryTexts: Sendable {
    var attachmentCount = 0
    var defectCount = 0
    var checks = Check.Counts()
    var subject: String?
    var reversePath = ""
    var from: [Mailbox] = []
    var to: [Mailbox] = []
    var forwardPaths: [String] = []

    var packed: [UInt8] {
        var bytes: [UInt8] = []
        for count in [attachmentCount, defectCount, checks.errors, checks.warnings, checks.notes] {
            bytes.append(number: UInt32(clamping: count))
        }
        bytes.append(text: subject)
        bytes.append(text: reversePath)
        for mailboxes in [from, to] {
            bytes.append(number: UInt32(mailboxes.count))
            for mailbox in mailboxes {
                bytes.append(text: mailbox.displayName)
                bytes.append(text: mailbox.address)
            }
        }
        bytes.append(number: UInt32(forwardPaths.count))
        for path in forwardPaths { bytes.append(text: path) }
        return bytes
    }

    // MARK: Reading what is packed

    static func attachmentCount(_ bytes: UnsafeRawBufferPointer) -> Int { count(0, bytes) }

    static func defectCount(_ bytes: UnsafeRawBufferPointer) -> Int { count(1, bytes) }

    static func checks(_ bytes: UnsafeRawBufferPointer) -> Check.Counts {
        var checks = Check.Counts()
        (checks.errors, checks.warnings, checks.notes) = (count(2, bytes), count(3, bytes), count(4, bytes))
        return checks
    }

    static func subject(_ bytes: UnsafeRawBufferPointer) -> String? {
        var reader = IndexReader(bytes, from: textStart)
        return reader.text()
    }

    static func reversePath(_ bytes: UnsafeRawBufferPointer) -> String {
        var reader = IndexReader(bytes, from: textStart)
        _ = reader.text()
        return reader.text() ?? ""
    }

    static func from(_ bytes: UnsafeRawBufferPointer) -> [Mailbox] { lists(bytes, 1).first ?? [] }

    static func to(_ bytes: UnsafeRawBufferPointer) -> [Mailbox] { lists(bytes, 2).last ?? [] }

    static func forwardPaths(_ bytes: UnsafeRawBufferPointer) -> [String] {
        var reader = listReader(bytes)
        for _ in 0..<2 { _ = reader.list(mailbox) }
        return reader.list { $0.text() }
    }

    private static let textStart = 20

    private static func count(_ index: Int, _ bytes: UnsafeRawBufferPointer) -> Int {
        var reader = IndexReader(bytes, from: index * 4)
        return Int(reader.number32())
    }

    private static func listReader(_ bytes: UnsafeRawBufferPointer) -> IndexReader {
        var reader = IndexReader(bytes, from: textStart)
        for _ in 0..<2 { _ = reader.text() }
        return reader
    }

    private static func lists(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> [[Mailbox]] {
        var reader = listReader(bytes)
        return (0..<count).map { _ in reader.list(mailbox) }
    }

    private static func mailbox(_ reader: inout IndexReader) -> Mailbox? {
        let name = reader.text()
        return reader.text().map { Mailbox(displayName: name, address: $0) }
    }
}
