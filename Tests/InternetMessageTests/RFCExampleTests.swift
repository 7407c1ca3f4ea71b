import InternetMessage
import MailCore
import Testing

/// The examples of the standards, by what the standards themselves say that they mean.
@Suite struct RFCExampleTests {
    private func read(_ name: String) throws -> MessageReader {
        let fixture = try #require(EMLFixture.all.first { $0.testDescription == "rfc/\(name).eml" })
        return MessageReader(content: try fixture.content())
    }

    private func mailboxes(_ name: String, of reader: MessageReader) -> [String] {
        reader.mailboxes(name).map { [$0.displayName, "<\($0.address)>"].compactMap(\.self).joined(separator: " ") }
    }

    /// RFC 2047 section 8: the fields, and the table of what is displayed for a comment.
    @Test func encodedWords() throws {
        let keith = try read("2047-8-long-subject")
        #expect(mailboxes("From", of: keith) == ["Keith Moore <moore@cs.example>"])
        #expect(mailboxes("To", of: keith) == ["Keld Jørn Simonsen <keld@dkuug.example>"])
        #expect(mailboxes("Cc", of: keith) == ["André Pirard <PIRARD@vm1.example>"])
        #expect(keith.subject == "If you can read this you understand the example.")
        #expect(mailboxes("From", of: try read("2047-8-from-q")) == ["Olle Järnefors <ojarnef@admin.example>"])
        #expect(mailboxes("From", of: try read("2047-8-to-q")) == ["Patrik Fältström <paf@nada.example>"])
        let hebrew = try read("2047-8-hebrew").fields().first { $0.name == "From" }?.value
        #expect(hebrew?.hasSuffix("(םולש ןב לטטפנ)") == true)
        let displayed = ["(a)", "(a b)", "(ab)", "(ab)", "(ab)", "(a b)", "(a b)"]
        for (number, text) in zip(1..., displayed) {
            let reader = try read("2047-8-\(number)")
            #expect(reader.subject == text)
            #expect(reader.fields().first { $0.name == "From" }?.value == "a@example.test \(text)")
        }
    }

    /// RFC 2231 sections 3, 4, 4.1 and 5.
    @Test func parameterValues() throws {
        let url = MessageReader(
            content: Array(
                "Content-Type: a/b;\n name*0=\"ftp://\";\n name*1=\"cs.example/pub/moore/bulk-mailer.tar\"\n\n".utf8))
        #expect(url.filename(of: 0) == "ftp://cs.example/pub/moore/bulk-mailer.tar")
        #expect(try read("2231-4-language").filename(of: 0) == "This is ***fun***")
        #expect(try read("2231-41-combined").filename(of: 0) == "This is even more ***fun*** isn't it!")
        #expect(try read("2231-5-word-language").subject == "Keith Moore")
    }

    /// RFC 2046 section 5.1.1: the line break before a delimiter is the delimiter's.
    @Test func mixedParts() throws {
        let reader = try read("2046-511-simple")
        #expect(
            [1, 2].map { reader.text(of: $0) } == [
                "This is implicitly typed plain US-ASCII text.\nIt does NOT end with a linebreak.",
                "This is explicitly typed plain US-ASCII text.\nIt DOES end with a linebreak.\n",
            ])
        #expect(
            reader.message.entities.map(\.contentType.mediaType) == ["multipart/mixed", "text/plain", "text/plain"])
        #expect(reader.textBody?.contains("ignored") == false && reader.defects.isEmpty)
    }

    /// RFC 2046 sections 5.1.4 and 5.1.5: what can be shown best is the text here; parts of a digest are messages.
    @Test func alternativesAndDigests() throws {
        #expect(try read("2046-514-alternative").textBody == "Plain.")
        let digest = try read("2046-515-digest").message.entities.map { "\($0.path) \($0.contentType.mediaType)" }
        #expect(
            digest == [
                "TEXT multipart/digest", "1 message/rfc822", "1.1 text/plain", "2 message/rfc822", "2.1 text/plain",
            ])
    }

    /// RFC 2046 sections 5.2.1 to 5.2.3: of these only a message is parsed.
    @Test func messages() throws {
        let encapsulated = try read("2046-521-message")
        #expect(encapsulated.subject == "Hello" && encapsulated.text(of: 1) == "Inside.\n")
        let partial = try read("2046-522-partial")
        #expect(partial.messageID == "id1@host.example" && partial.message.entities.count == 1)
        #expect(partial.fields().first { $0.name == "X-Weird-Header-1" }?.value == "Foo")
        let external = try read("2046-523-external")
        #expect(external.message.entities.map(\.path) == ["TEXT", "1", "2"] && external.textBody == "Instead.")
    }

    /// RFC 2049 appendix A: five parts, two of them text, one of two parts shown in parallel, one a message.
    @Test func complexMultipart() throws {
        let reader = try read("2049-a-complex")
        #expect(
            reader.message.entities.map { "\($0.path) \($0.contentType.mediaType)" } == [
                "TEXT multipart/mixed", "1 text/plain", "2 text/plain", "3 multipart/parallel", "3.1 audio/basic",
                "3.2 image/jpeg", "4 text/enriched", "5 message/rfc822", "5.1 text/plain",
            ])
        #expect(reader.textBody?.contains("preamble") == false)
        #expect(reader.text(of: 8).hasSuffix("ISO-8859-1 goes here ... ü"))
        #expect(reader.date?.timestamp.rfc3339 == "1994-10-07T23:15:05.000000Z")
    }

    /// RFC 5322 appendix A.1 to A.4.
    @Test func messagesOfTheAppendix() throws {
        let simple = try read("5322-a11-sender")
        #expect(mailboxes("From", of: simple) == ["John Doe <jdoe@machine.example>"])
        #expect(simple.subject == "Saying Hello" && simple.messageID == "1234@local.machine.example")
        #expect(simple.date?.timestamp.rfc3339 == "1997-11-21T15:55:06.000000Z")
        #expect(simple.textBody == "This is a message just to say hello.\nSo, \"Hello\".\n")
        let types = try read("5322-a12-quoted")
        #expect(mailboxes("From", of: types) == ["Joe Q. Public <john.q.public@example.com>"])
        #expect(
            mailboxes("To", of: types) == ["Mary Smith <mary@x.test>", "<jdoe@example.org>", "Who? <one@y.test>"])
        #expect(
            mailboxes("Cc", of: types) == ["<boss@nil.test>", "Giant; \"Big\" Box <sysservices@example.net>"])
        let group = try read("5322-a13-group")
        #expect(mailboxes("To", of: group) == ["Ed Jones <c@a.test>", "<joe@where.test>", "John <jdoe@one.test>"])
        #expect(mailboxes("Cc", of: group).isEmpty)
        #expect(group.date?.timestamp.rfc3339 == "1969-02-14T03:02:54.000000Z")
        let reply = try read("5322-a2-second-reply")
        #expect(mailboxes("To", of: reply) == ["Mary Smith: Personal Account <smith@home.example>"])
        let resent = try read("5322-a3-resent")
        #expect(mailboxes("From", of: resent) == ["John Doe <jdoe@machine.example>"])
        #expect(resent.messageID == "1234@local.machine.example")
        #expect(try read("5322-a4-trace").fields().filter { $0.name == "Received" }.count == 2)
    }

    /// RFC 5322 appendix A.5 and A.6: white space, comments and obsolete forms; what is left is said in the text there.
    @Test func oddSyntaxOfTheAppendix() throws {
        let comments = try read("5322-a5-white-space")
        #expect(mailboxes("From", of: comments) == ["Pete <pete@silly.test>"])
        #expect(
            mailboxes("To", of: comments) == [
                "Chris Jones <c@public.example>", "<joe@example.org>", "John <jdoe@one.test>",
            ])
        #expect(mailboxes("Cc", of: comments).isEmpty)
        #expect(comments.date?.timestamp.rfc3339 == "1969-02-14T03:02:00.000000Z")
        #expect(comments.messageID == "testabcd.1234@silly.test")
        let addresses = try read("5322-a61-addresses")
        #expect(mailboxes("From", of: addresses) == ["Joe Q. Public <john.q.public@example.com>"])
        #expect(mailboxes("To", of: addresses) == ["Mary Smith <mary@example.net>", "<jdoe@test.example>"])
        #expect(try read("5322-a62-dates").date?.timestamp.rfc3339 == "1997-11-21T09:55:06.000000Z")
        let spaced = try read("5322-a63-white-space")
        #expect(mailboxes("From", of: spaced) == ["John Doe <jdoe@machine.example>"])
        #expect(mailboxes("To", of: spaced) == ["Mary Smith <mary@example.net>"])
        #expect(spaced.date?.timestamp.rfc3339 == "1997-11-21T15:55:06.000000Z")
    }
}
