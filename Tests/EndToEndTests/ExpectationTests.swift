import Foundation
import Testing

/// What a CI job asks: wait, assert, get, now, and the QUERY they take.
@Suite(.serialized) struct ExpectationTests {
    private static func mail(to recipient: String, _ subject: String) -> [UInt8] {
        Array(
            """
            From: app@example.test\r
            To: \(recipient)@example.test\r
            Subject: \(subject)\r
            MIME-Version: 1.0\r
            Content-Type: multipart/mixed; boundary=b\r
            \r
            --b\r
            Content-Type: text/plain; charset=utf-8\r
            \r
            Your code is 123456. Go to https://shop.test/verify?t=9.\r
            --b\r
            Content-Type: application/pdf; name=invoice.pdf\r
            Content-Disposition: attachment\r
            \r
            %PDF\r
            --b--\r

            """.utf8)
    }

    private func filled() throws -> (Scratch, Listener, SMTPClient) {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        let client = try SMTPClient(port: listener.port)
        _ = try client.deliver(Self.mail(to: "ann", "=?utf-8?q?=C3=84rger?= with order 7"))
        _ = try client.deliver(Self.mail(to: "bob", "Welcome"))
        return (scratch, listener, client)
    }

    @Test func waitIsMetByWhatArrivesWhileItWaits() throws {
        let (scratch, listener, client) = try filled()
        defer { withExtendedLifetime(listener) {} }
        let point = try Program.run("now", at: scratch).text.trimmingCharacters(in: .newlines)
        #expect(point == "2")
        let output = scratch.file("wait")
        let wait = try Child(
            Program.path, ["wait", "--after", point, "subject:welcome", "--link", "verify", "--timeout", "60s"],
            at: scratch, output: output, errors: scratch.file("wait"))
        _ = try client.deliver(Self.mail(to: "bob", "Good bye"))
        _ = try client.deliver(Self.mail(to: "bob", "Welcome again"))
        #expect(wait.wait() == 0)
        #expect(try String(contentsOf: output, encoding: .utf8) == "https://shop.test/verify?t=9\n")
    }

    @Test func waitBeforeTheStoreIsThere() throws {
        let scratch = try Scratch()
        #expect(try Program.run("now", at: scratch).text == "0\n")
        let output = scratch.file("wait")
        let wait = try Child(
            Program.path, ["wait", "subject:hi", "--timeout", "60s", "--json"], at: scratch, output: output,
            errors: scratch.file("wait"))
        let listener = try Listener(scratch)
        _ = try SMTPClient(port: listener.port).deliver(Array("Subject: hi\r\n\r\n".utf8))
        #expect(wait.wait() == 0)
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: output)) as? [String: Any]
        #expect(object?["id"] as? Int == 1)
    }

    @Test func aTimeoutSaysWhatCameClose() throws {
        // Put into the store past the listener, whose status may name a connection of a moment ago only during the wait.
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        defer { withExtendedLifetime(listener) {} }
        for mail in [Self.mail(to: "ann", "=?utf-8?q?=C3=84rger?= with order 7"), Self.mail(to: "bob", "Welcome")] {
            let text = String(decoding: mail, as: UTF8.self)
            #expect(try Program.run(["sendmail", "-t"], at: scratch, input: text).code == 0)
        }
        let result = try Program.run("wait", "to:ann", "subject:welcome", "--timeout", "1ms", at: scratch)
        #expect(result.code == 1)
        let lines = result.errors.split(separator: "\n")
        #expect(
            lines.prefix(3) == [
                "roost: 0 of at least 1 match: to:ann subject:welcome", "  2 fails to:ann (it is: bob@example.test)",
                "  1 fails subject:welcome (it is: Ärger with order 7)",
            ])
        // That of `roost ready` above may be told of only now.
        #expect(lines.last?.firstMatch(of: /^meanwhile on smtp:.*: \d connections?$/) != nil, "\(result.errors)")
    }

    @Test func exactlyWaitsUntilTheCountStands() throws {
        let (scratch, listener, _) = try filled()
        defer { withExtendedLifetime(listener) {} }
        #expect(try Program.run("wait", "--exactly", "2", "--settle", "1ms", at: scratch).code == 0)
        #expect(try Program.run("wait", "--exactly", "1", at: scratch).code == 1)
    }

    @Test(
        arguments: [
            (["body:code"], 0), (["--count", "2"], 0), (["--count", "1"], 1), (["--at-least", "2"], 0),
            (["--at-least", "3"], 1), (["--none", "subject:gone"], 0), (["--none"], 1), (["from:nobody"], 1),
            (["--none", "--count", "2"], 2), (["subject:arger"], 0), (["-subject:welcome"], 0), (["/order \\d/"], 0),
            (["(to:ann", "OR", "to:bob)", "--count", "2"], 0), (["-has:attachment"], 1), (["subject:/(/"], 2),
            (["--after", "1", "--count", "1"], 0), (["--after", "soon"], 2), (["--bogus"], 2),
        ] as [([String], Int32)])
    func asserts(arguments: [String], code: Int32) throws {
        let (scratch, listener, _) = try filled()
        defer { withExtendedLifetime(listener) {} }
        let result = try Program.run(["assert"] + arguments, at: scratch)
        #expect(result.code == code, "\(result.errors)")
        #expect(result.errors.isEmpty == (code == 0))
    }

    @Test(
        arguments: [
            (["latest", "--code"], "123456\n", 0), (["latest", "to:ann", "--code", "is (\\d{3})"], "123\n", 0),
            (["1", "--header", "subject"], "Ärger with order 7\n", 0), (["2", "--attachment", "*.pdf"], "%PDF", 0),
            (["2", "--link"], "https://shop.test/verify?t=9\n", 0), (["2", "--link", "nowhere"], "", 1),
            (["2"], "", 2), (["2", "--link", "--code"], "", 2), (["9", "--link"], "", 1),
            (["2", "--code", "("], "", 2),
        ] as [([String], String, Int32)])
    func gets(arguments: [String], output: String, code: Int32) throws {
        let (scratch, listener, _) = try filled()
        defer { withExtendedLifetime(listener) {} }
        let result = try Program.run(["get"] + arguments, at: scratch)
        #expect(result.code == code, "\(result.errors)")
        #expect(result.text == output)
    }
}
