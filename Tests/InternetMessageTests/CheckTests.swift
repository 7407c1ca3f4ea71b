import InternetMessage
import MailCore
import Testing

@Suite struct CheckTests {
    private static let head =
        "From: Ann <ann@example.test>\r\nTo: bob@example.test\r\nSubject: x\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n"
        + "Message-ID: <1@example.test>\r\n"

    private func checks(_ content: [UInt8]) -> [Check] { MessageReader(content: content).examine().checks }

    private func codes(_ text: String) -> [String] { checks(Array(text.utf8)).map(\.code.rawValue).sorted() }

    @Test func everyRuleIsOneSentence() {
        for code in Check.Code.allCases {
            let text = Check(code, detail: "DETAIL").text
            #expect(
                text.hasSuffix(".") && !text.contains("{}") && text.first?.isUppercase == true
                    || text.hasPrefix("DETAIL"))
            #expect(code.rule.clause?.hasPrefix("RFC ") != false)
            #expect(code.isErrorInProduction || code.rule.severity != .error)
        }
    }

    @Test(
        arguments: [
            ("\r\nHello\r\n", []),
            ("\r\na\rb\r\n", ["bare-cr"]), ("\r\na\nb\r\n", ["bare-lf"]), ("\r\na\0b\r\n", ["nul"]),
            ("Bcc: x@example.test\r\n\r\na\r\n", ["bcc-in-content"]), ("Bcc:\r\n\r\na\r\n", []),
            ("Subject: again\r\n\r\na\r\n", ["duplicate-singleton"]),
            ("Subject: again\r\nDate: now\r\n\r\na\r\n", ["duplicate-singleton", "duplicate-singleton"]),
            ("\r\nGrüße\r\n", ["undeclared-8bit"]), ("Content-Transfer-Encoding: 8bit\r\n\r\nGrüße\r\n", []),
            ("Content-Transfer-Encoding: quoted-printable\r\n\r\nGrüße\r\n", ["undeclared-8bit"]),
            ("X-Name: Grüße\r\n\r\na\r\n", []),
            ("X: =?utf-8?B?!!?=\r\n\r\na\r\n", ["broken-encoded-word"]),
            ("X: =?utf-8?Q?=FF?=\r\n\r\na\r\n", ["broken-encoded-word"]),
            ("\r\n \r\n", ["empty-body"]), ("", ["empty-body"]),
            ("Content-Type: text/html\r\n\r\n<p>&nbsp;</p>\r\n", ["empty-body"]),
            ("Content-Type: text/html\r\n\r\n<img src=x>\r\n", ["no-text-alternative"]),
            ("Content-Type: text/html\r\n\r\n<p>a</p>\r\n", ["no-text-alternative"]),
            ("Content-Type: multipart/mixed\r\n\r\na\r\n", ["broken-multipart"]),
            ("Content-Type: multipart/mixed; boundary=b\r\n\r\na\r\n", ["broken-multipart"]),
            ("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\na\r\n", ["broken-multipart"]),
            ("List-Unsubscribe: https://example.test\r\n\r\na\r\n", ["list-unsubscribe-invalid"]),
            ("List-Unsubscribe: <mailto:u@example.test>\r\n\r\na\r\n", ["list-unsubscribe-not-one-click"]),
            ("List-Unsubscribe: <https://example.test>\r\n\r\na\r\n", ["list-unsubscribe-not-one-click"]),
            (
                "List-Unsubscribe: <https://example.test>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\na\r\n",
                []
            ),
            ("Precedence: bulk\r\n\r\na\r\n", ["no-list-unsubscribe"]),
            ("List-ID: <a.example.test>\r\n\r\na\r\n", ["no-list-unsubscribe"]),
            ("Content-Type: image/png\r\n\r\n%PDF-1.4\r\n", ["type-mismatch"]),
            ("Content-Type: text/plain\r\n\r\n%PDF-1.4\r\n", ["type-mismatch"]),
            ("Content-Type: application/octet-stream\r\n\r\n%PDF-1.4\r\n", []),
            ("Content-Type: application/x; name=\"run.EXE\"\r\n\r\nx\r\n", ["executable-attachment"]),
        ] as [(String, [String])])
    func ofContent(_ rest: String, _ expected: [String]) {
        #expect(codes(Self.head + rest) == expected)
    }

    @Test(
        arguments: [
            ("From: a@example.test\r\n\r\nx\r\n", ["no-date", "no-message-id", "no-subject"]),
            (
                "From: root\r\nSubject: x\r\nDate: never\r\nMessage-ID: <1@localhost>\r\n\r\nx\r\n",
                ["message-id-without-domain", "no-date", "no-from"]
            ),
        ] as [(String, [String])])
    func ofHeaderSections(_ text: String, _ expected: [String]) {
        #expect(codes(text) == expected)
    }

    @Test(arguments: [
        ("GrÃ¼ÃŸe", true), ("itâ€™s", true), ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", true), ("Grüße", false), ("„Spaß“ – ok", false),
        ("voilà ! «à»", false),
        ("NÃO É “MANHÃ”", false), ("日本語 привет", false), ("", false),
    ])
    func doubleEncoding(_ text: String, _ isFound: Bool) {
        let content =
            Self.head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\(text)x\r\n"
        #expect(codes(content).contains("double-encoded") == isFound)
    }

    @Test func saysWhere() throws {
        let text = Self.head + "\r\none\r\ntwo\nthree\nfour\r\n" + String(repeating: "a", count: 1000) + "\r\n"
        let found = checks(Array(text.utf8))
        let bare = try #require(found.first { $0.code == .bareLF })
        #expect(bare.text.hasPrefix("2 lines, from line 8, have an LF without a CR"))
        let bytes = Array(text.utf8)
        #expect(bare.range.map { Array(bytes[($0.lowerBound - 3)..<$0.upperBound]) } == Array("two\n".utf8))
        let long = try #require(found.first { $0.code == .lineTooLong })
        #expect(long.text.hasPrefix("Line 11 has 1000 octets") && long.range?.count == 1000)
        #expect(found.map(\.severity) == found.map(\.severity).sorted(by: >))
    }

    @Test func sizes() {
        let html = "Content-Type: text/html\r\n\r\n" + String(repeating: "<p>line</p>\r\n", count: 9_000)
        #expect(codes(Self.head + html) == ["clipped-size", "no-text-alternative"])
        let large = String(repeating: String(repeating: "a", count: 78) + "\r\n", count: 140_000)
        #expect(codes(Self.head + "\r\n" + large) == ["large"])
        let base64 =
            "Content-Type: application/x\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + String(repeating: "QUJD", count: 20)
        #expect(codes(Self.head + base64 + "\r\n") == ["long-base64-line"])
    }

    /// A file of a system where lines end in LF says nothing of what its sender sent.
    @Test func plainFilesAreNoBareLineFeeds() {
        #expect(codes(Self.head.replacing("\r\n", with: "\n") + "\nHello\n").isEmpty)
    }

    /// The `!` of the list must mean something.
    @Test(
        arguments: EMLFixture.all.filter {
            $0.testDescription.hasPrefix("frameworks/") || $0.testDescription.hasPrefix("clients/")
        })
    func nothingIsWrongWithOrdinaryMail(_ fixture: EMLFixture) throws {
        let content = withCRLF(try fixture.content())
        #expect(checks(content).filter { $0.severity == .error } == [])
        #expect(MessageReader(content: content).defects == [])
    }
}

@Suite struct EnvelopeCheckTests {
    private func codes(
        _ fields: String, from reversePath: String = "ann@example.test", to: [String] = ["bob@example.test"],
        parameters: [ESMTPParameter] = [], dialogue: String = "", days: Int64 = 0
    ) -> [String] {
        let content = "From: ann@example.test\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n\(fields)\nx\n"
        let reader = MessageReader(content: Array(content.utf8))
        let sent = reader.date?.timestamp.microseconds ?? 0
        let lines = dialogue.split(separator: "\n").map { line in
            DialogueLine(elapsed: 0, side: line.hasPrefix("C") ? .client : .server, text: Array(line.dropFirst(3).utf8))
        }
        return EnvelopeChecks(
            of: reader, fields: reader.fields(),
            envelope: Envelope(
                reversePath: Path(address: reversePath, parameters: parameters),
                forwardPaths: to.map { Path(address: $0) }),
            dialogue: lines, received: Timestamp(microseconds: sent + days * 86_400_000_000)
        ).checks.map(\.code.rawValue).sorted()
    }

    @Test func recipients() {
        #expect(codes("To: Bob <BOB@example.test>\n") == [])
        #expect(codes("To: bob@example.test\n", to: ["bob@example.test", "hidden@example.test"]) == [])
        #expect(codes("", to: ["hidden@example.test"]) == [])
        #expect(codes("To: undisclosed-recipients:;\n", to: ["hidden@example.test"]) == [])
        #expect(codes("To: cid@example.test\n") == ["envelope-only-recipient", "header-only-recipient"])
        #expect(codes("To: bob@example.test\nCc: cid@example.test\n") == ["header-only-recipient"])
        #expect(codes("To: cid@example.test\n", to: []) == [])
    }

    @Test func reversePathAndDate() {
        #expect(codes("To: bob@example.test\n", from: "bounce@example.test") == ["from-differs-from-reverse-path"])
        #expect(codes("To: bob@example.test\n", from: "") == [])
        #expect(codes("To: bob@example.test\n", days: 3) == ["date-off"])
        #expect(codes("To: bob@example.test\n", days: -1) == ["date-off"])
    }

    @Test func internationalFields() {
        #expect(codes("To: bob@example.test\nSubject: Grüße\n") == ["undeclared-8bit"])
        #expect(
            codes("To: bob@example.test\nSubject: Grüße\n", parameters: [ESMTPParameter(keyword: "smtputf8")]) == [])
    }

    @Test func refusedRecipientsAreCountedWhereTheDialogueIsCut() {
        let reader = MessageReader(content: Array("To: bob@example.test\n\nx\n".utf8))
        let envelope = Envelope(
            reversePath: Path(address: "a@example.test"), forwardPaths: [Path(address: "bob@example.test")],
            refusedRecipients: 2_000)
        let checks = EnvelopeChecks(
            of: reader, fields: reader.fields(), envelope: envelope, dialogue: [], received: Timestamp(microseconds: 0)
        ).checks
        #expect(checks.first { $0.code == .recipientsRefused }?.text.contains("2000 of 2001 recipients") == true)
    }

    @Test func refusedRecipients() {
        let transaction =
            "C: MAIL FROM:<a@b>\nC: RCPT TO:<x@y> NOTIFY=NEVER\nC: RCPT TO:<bob@example.test>\nS: 250 ok\n"
        #expect(
            codes("To: bob@example.test\n", dialogue: "S: 220 hi\n" + transaction + "S: 550-no\nS: 550 user\nS: 250 ok")
                == ["recipients-refused"])
        let next = "C: RSET\nS: 250 ok\nC: MAIL FROM:<a@b>\nS: 250 ok\nC: RCPT TO:<bob@example.test>\nS: 250 ok"
        #expect(codes("To: bob@example.test\n", dialogue: transaction + "S: 550 user\nS: 250 ok\n" + next) == [])
    }
}
