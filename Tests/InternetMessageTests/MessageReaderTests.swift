import Foundation
import InternetMessage
import MailCore
import Testing

@Suite struct MessageReaderTests {
    private func reader(_ text: String) -> MessageReader { MessageReader(content: Array(text.utf8)) }

    @Test func fieldsAreDecodedAndRaw() {
        let fields = reader("Subject : =?utf-8?Q?=C3=BC?=\r\n b\r\nX-Empty:\r\n\r\nx").fields()
        #expect(fields.map(\.name) == ["Subject", "X-Empty"])
        #expect(fields.map(\.value) == ["ü b", ""])
        #expect(fields.map(\.rawValue) == ["=?utf-8?Q?=C3=BC?= b", ""])
    }

    @Test func rangesAreOffsetsIntoTheContent() throws {
        let reader = reader("A: b\r\nC : d\r\n e\r\n\r\nbody\r\n")
        let entity = try #require(reader.message.entities.first)
        func text(_ range: Range<Int>) -> String { String(decoding: reader.content[range], as: UTF8.self) }
        #expect(entity.header.fields.map { text($0.nameRange) } == ["A", "C"])
        #expect(entity.header.fields.map { text($0.bodyRange) } == [" b", " d\r\n e"])
        #expect(text(entity.bodyRange) == "body\r\n")
    }

    @Test func lineEndsMayBeMixed() {
        let mixed = reader(
            "Subject: a\r\n b\nContent-Type: multipart/mixed; boundary=b\r\n\n--b\n\r\none\r\n--b\r\n\ntwo\n--b--\r\n")
        #expect(mixed.subject == "a b" && mixed.defects.isEmpty)
        #expect(
            mixed.message.entities.indices.dropFirst().map { mixed.decodedBody(of: $0) } == [
                Array("one".utf8), Array("two".utf8),
            ])
    }

    @Test func absentAndEmptyFieldsAreNil() {
        let empty = reader("Subject:  \nMessage-ID: <>\nDate:\n\n")
        #expect(empty.subject == nil && empty.messageID == nil && empty.date == nil)
        #expect(empty.defects == [Defect(.invalidDate)])
        let absent = reader("\n")
        #expect(absent.subject == nil && absent.messageID == nil && absent.date == nil)
        #expect(absent.defects.isEmpty)
        #expect(reader("Message-ID: bare@example.org \n\n").messageID == "bare@example.org")
    }

    @Test func anEmbeddedMessageIsItsWholeContent() throws {
        let inner = "Subject: inner\n\nhello"
        let text = "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n\(inner)\n--b--\n"
        let reader = reader(text)
        let index = try #require(reader.message.entities.firstIndex { $0.kind == .message })
        #expect(reader.decodedBody(of: index) == Array(inner.utf8))
        #expect(reader.attachments == [index])
    }

    @Test func anEncodedMessageIsDecodedOnceForItsParts() throws {
        let inner = "Subject: inner\nContent-Type: text/plain; charset=utf-8\n\nhellö"
        let encoded = Data(inner.utf8).base64EncodedString()
        let reader = reader("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n\(encoded)\n")
        #expect(reader.message.entities.map(\.path) == ["1", "1.1"])
        #expect(reader.decodedBody(of: 0) == Array(inner.utf8))
        #expect(reader.text(of: 1) == "hellö")
        #expect(reader.defects == [Defect(.encodedMessage, path: "1")])
    }

    /// The innermost multipart of two that share a boundary takes the line.
    @Test func sharedBoundary() {
        let type = "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        let reader = reader(type + type + "\na\n--b\n\nb\n--b--\n--b--\n")
        #expect(reader.message.entities.map(\.path) == ["TEXT", "1", "1.1", "1.2"])
        #expect(reader.textBody == "a\nb")
        #expect(reader.defects.isEmpty)
    }

    @Test func anEnclosingDelimiterEndsAMessageInItsHeaderSection() {
        let reader = reader(
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: cut\n--b\n\nafter\n--b--\n"
        )
        #expect(reader.message.entities.map(\.path) == ["TEXT", "1", "1.1", "2"])
        #expect(reader.decodedBody(of: 1) == Array("Subject: cut".utf8))
        #expect(reader.textBody == "after")
        #expect(reader.defects.isEmpty)
    }

    @Test func bodiesOfAlternatives() {
        let part = { (type: String, text: String) in "--b\nContent-Type: \(type)\n\n\(text)\n" }
        let reader = reader(
            "Content-Type: multipart/alternative; boundary=b\n\n" + part("text/plain", "one") + part("text/html", "two")
                + part("text/plain", "three") + part("text/html", "four") + "--b--\n")
        #expect(reader.textBody == "one")
        #expect(reader.htmlBody == "four")
    }
}
