import Foundation
import Testing

/// How a message is read, as the command line tells it: inspect on files, show on the store.
@Suite(.serialized) struct InspectTests {
    private static let keys: Set<String> = [
        "subject", "from", "to", "cc", "bcc", "replyTo", "date", "messageId", "headers", "text", "html", "parts",
        "attachments", "defects", "checks",
    ]

    private func object(_ line: some StringProtocol) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func oneFile() throws {
        let scratch = try Scratch()
        let path = Fixtures.path("eml/clients/outlook-rich.eml")
        let result = try Program.run("inspect", "--json", path, at: scratch)
        #expect(result.code == 0 && result.errors.isEmpty && result.text.last == "\n")
        let message = try object(result.text)
        #expect(Set(message.keys) == Self.keys)
        #expect(message["subject"] as? String == "Re: lunch?")
        #expect(message["date"] as? String == "2026-11-23T10:00:00+01:00")
        #expect(message["attachments"] as? [String] == ["2"])
        let parts = try #require(message["parts"] as? [[String: Any]])
        #expect(parts.map { $0["path"] as? String } == ["TEXT", "1", "1.1", "1.2", "1.2.1", "1.2.2", "2"])
        let image = parts[5]
        #expect(image["contentId"] as? String == "p1@x" && image["disposition"] as? String == "inline")
        #expect(image["encoding"] as? String == "base64" && image["charset"] is NSNull)
        #expect(parts[0]["encoding"] is NSNull && parts[0]["size"] is NSNull && parts[0]["sha256"] is NSNull)
        #expect(parts[2]["size"] as? Int == 11)
    }

    @Test func digestsAreThoseOfTheDecodedBytes() throws {
        let scratch = try Scratch()
        let content = "Content-Transfer-Encoding: base64\n\nYWJj\n"
        let result = try Program.run(["inspect", "--json", "-"], at: scratch, input: content)
        let part = try #require((try object(result.text)["parts"] as? [[String: Any]])?.first)
        // FIPS 180-2, appendix B.1.
        #expect(part["sha256"] as? String == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(part["size"] as? Int == 3)
    }

    @Test func manyFiles() throws {
        let scratch = try Scratch()
        let folder = URL(fileURLWithPath: Fixtures.path("eml"))
        let files = try #require(
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL])
        let paths = files.filter { $0.pathExtension == "eml" }.map(\.path) + ["/not/there"]
        let input = paths.joined(separator: "\n") + "\n"
        let result = try Program.run(["inspect", "--json", "--batch"], at: scratch, input: input)
        let lines = result.text.split(separator: "\n")
        #expect(result.code == 0 && lines.count == paths.count && result.errors.isEmpty)
        for line in lines.dropLast() { #expect(Set(try object(line).keys) == Self.keys) }
        #expect(
            try object(lines[lines.count - 1])["error"] as? String
                == "cannot read /not/there: No such file or directory")
    }

    @Test func wrongUsage() throws {
        let scratch = try Scratch()
        for arguments in [
            ["inspect"], ["inspect", "--json"], ["inspect", "--json", "--batch", "x"],
            ["inspect", "--json", "/not/there"], ["inspect", "x"],
        ] {
            let result = try Program.run(arguments, at: scratch)
            #expect(result.code == 2 && result.output.isEmpty && result.errors.split(separator: "\n").count == 1)
        }
        #expect(try !Program.run("--help", at: scratch).text.contains("inspect"))
    }

    @Test func showTellsAllOfAMessage() throws {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        let client = try SMTPClient(port: listener.port)
        let source = Array(
            "From: app@example.test\r\nTo: ann@example.test\r\nSubject: Hi\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+aHRtbDwvcD4=\r\n--b--\r\n"
                .utf8)
        _ = try client.deliver(source)
        defer { withExtendedLifetime(listener) {} }
        func show(_ options: String...) throws -> Program.Result {
            try Program.run(["show", "1"] + options, at: scratch)
        }
        #expect(try show("--part", "2").text == "<p>html</p>")
        #expect(try show("--part", "1").text == "text")
        #expect(try show("--html").text == "<p>html</p>")
        #expect(try show("--text").text == "text\n")
        #expect(try show("--raw").output == Data(source))
        #expect(try show("--envelope").text.contains("MAIL     <"))
        #expect(try show("--transcript").text.contains("C: MAIL FROM:<"))
        let missing = try show("--part", "3")
        #expect(missing.code == 1 && missing.errors == "roost: message 1 has no part 3: its parts are TEXT 1 2\n")
        #expect(try show("--raw", "--html").code == 2)
        let message = try object(try show("--json").text)
        #expect(Set(message.keys) == Self.keys.union(["id", "received", "size", "envelope", "flags", "tags"]))
        let checks = try #require(message["checks"] as? [[String: Any]])
        let codes = checks.compactMap { $0["code"] as? String }
        #expect(codes.contains("no-date") && codes.contains("no-message-id"))
        let row = try object(try Program.run("list", "--json", "check:no-date", at: scratch).text)
        let counts = try #require(row["checks"] as? [String: Int])
        for severity in ["error", "warning", "note"] {
            #expect(counts[severity] == checks.count { $0["severity"] as? String == severity })
        }
        #expect(try Program.run("list", "--ids", "is:bad", at: scratch).text.isEmpty)
    }
}
