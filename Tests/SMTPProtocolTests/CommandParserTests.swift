import MailCore
import SMTPProtocol
import Testing

@Suite struct CommandParserTests {
    private func parse(_ line: String) -> Result<Command, Reply> {
        let parser = CommandParser(messageSize: 1000)
        do throws(Reply) {
            return .success(try parser.parse(unescape(line)))
        } catch {
            return .failure(error)
        }
    }

    private func code(_ line: String) -> String {
        switch parse(line) {
        case .success: "ok"
        case .failure(let reply): "\(reply.code) \(reply.enhancedStatusCode ?? "")"
        }
    }

    @Test func hostnamesAreKeptAsSent() {
        #expect(parse("EHLO  [127.0.0.1] x ") == .success(.ehlo(Array("[127.0.0.1] x".utf8))))
        #expect(parse("helo \\xFF_") == .success(.helo([0xFF, 0x5F])))
    }

    @Test(arguments: [
        ("MAIL FROM:<>", "", ""),
        ("MAIL FROM:<a>", "a", ""),
        ("MAIL FROM: \\x09<A.b@Example.TEST>", "A.b@Example.TEST", ""),
        ("MAIL FROM:<.a..b.@example.test>", ".a..b.@example.test", ""),
        (#"MAIL FROM:<"a\\"b@>"@example.test>"#, #""a\"b@>"@example.test"#, ""),
        (#"MAIL FROM:<a\\@b@example.test>"#, #"a\@b@example.test"#, ""),
        (#"MAIL FROM:<"">"#, #""""#, ""),
        ("MAIL FROM:<a@[IPv6:::1]>", "a@[IPv6:::1]", ""),
        ("MAIL FROM:<@a.test:b@c.test>", "b@c.test", "@a.test"),
        ("MAIL FROM:<@a.test,@[192.0.2.1]:b@c.test>", "b@c.test", "@a.test,@[192.0.2.1]"),
        ("MAIL FROM:<\\xC3\\xA4@\\xC3\\xB6.test>", "ä@ö.test", ""),
        ("MAIL FROM:<a=b+c/d@under_score.test>", "a=b+c/d@under_score.test", ""),
    ])
    func paths(line: String, address: String, route: String) {
        #expect(parse(line) == .success(.mail(Path(address: address, sourceRoute: route))))
    }

    @Test(arguments: [
        "MAIL FROM:", "MAIL FROM:a@b.test", "MAIL FROM:<a@b.test", "MAIL FROM:<<a@b.test>>", "MAIL FROM:<a@b.test>>",
        #"MAIL FROM:<"a>"#, #"MAIL FROM:<"a\\">"#, #"MAIL FROM:<a\\"#, "MAIL FROM:<a@[1.2.3.4>", "MAIL FROM:<a@[]>",
        "MAIL FROM:<@>", "MAIL FROM:<@a.test>", "MAIL FROM:<@a.test,b@c.test>", "MAIL FROM:<@a.test:>",
        "MAIL FROM:< a@b.test>", "MAIL FROM:<a@b.test >", "MAIL FROM:<a\\x7F@b.test>", "MAIL FROM:<\\xC3@b.test>",
        "MAIL FROM:<\"a\\x00\"@b.test>", "MAIL FROM:<a@b.test>x", "MAIL FROM:\"Name\" <a@b.test>",
    ])
    func badPaths(line: String) {
        #expect(code(line) == "501 5.1.7")
        #expect(code("RCPT TO" + line.dropFirst(9)) == "501 5.1.3")
    }

    @Test func nullForwardPathIsRefused() {
        #expect(code("RCPT TO:<>") == "501 5.1.3")
    }

    @Test(arguments: [
        ("", "ok"), (" ", "ok"), (" SIZE=0", "ok"), (" SIZE=1000", "ok"), (" SIZE=1001", "552 5.3.4"),
        (" SIZE=00000000000000000001", "ok"), (" SIZE=18446744073709551616", "552 5.3.4"),
        (" SIZE=-1", "501 5.5.4"), (" SIZE=1x", "501 5.5.4"), (" SIZE==", "501 5.5.4"), (" =1", "501 5.5.4"),
        (" -A=1", "501 5.5.4"), (" A_B=1", "501 5.5.4"), (" X=a=b", "501 5.5.4"), (" X=\\x01", "501 5.5.4"),
        (" X=\\xFF", "501 5.5.4"), (" X=a", "555 5.5.4"), (" X", "555 5.5.4"), (" BODY", "501 5.5.4"),
        (" BODY=7bit", "ok"), (" body=8BITMIME\\x09SIZE=1", "ok"), (" BODY=BINARYMIME", "ok"),
        (" BODY=9BIT", "501 5.5.4"), (" SMTPUTF8", "ok"), (" SMTPUTF8=1", "501 5.5.4"),
        (" RET=full", "ok"), (" RET=HDRS ENVID=a+2Bb", "ok"), (" RET=NONE", "501 5.5.4"), (" ENVID=a+2b", "501 5.5.4"),
        (" ENVID=a+2", "501 5.5.4"), (" ENVID", "501 5.5.4"), (" AUTH=<>", "ok"), (" AUTH=a@b.test", "ok"),
        (" REQUIRETLS", "ok"), (" NOTIFY=NEVER", "555 5.5.4"),
        (" SIZE=1 size=1", "501 5.5.4"), (" X=1 x=2", "501 5.5.4"),
    ])
    func parameters(text: String, outcome: String) {
        #expect(code("MAIL FROM:<a@b.test>" + text) == outcome)
    }

    @Test(arguments: [
        (" NOTIFY=NEVER", "ok"), (" NOTIFY=SUCCESS,failure,DELAY", "ok"), (" NOTIFY=", "501 5.5.4"),
        (" NOTIFY=NEVER,DELAY", "501 5.5.4"), (" NOTIFY=DELAY,", "501 5.5.4"), (" ORCPT=rfc822;b+40c.test", "ok"),
        (" ORCPT=utf-8;\\xC3\\xA4@b.test", "ok"), (" ORCPT=b@c.test", "501 5.5.4"), (" ORCPT=;b", "501 5.5.4"),
        (" ORCPT=rfc822;", "501 5.5.4"), (" SIZE=1", "555 5.5.4"),
    ])
    func parametersOfRecipients(text: String, outcome: String) {
        #expect(code("RCPT TO:<b@c.test>" + text) == outcome)
    }

    @Test func parametersAreKeptAsSent() {
        let path = Path(
            address: "a@b.test",
            parameters: [ESMTPParameter(keyword: "size", value: "007"), ESMTPParameter(keyword: "Body", value: "7bit")]
        )
        #expect(parse("MAIL FROM:<a@b.test>  size=007   Body=7bit") == .success(.mail(path)))
    }
}
