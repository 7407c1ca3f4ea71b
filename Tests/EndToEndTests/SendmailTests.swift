import Foundation
import Testing

/// `roost sendmail` and `roost send`.
@Suite struct SendmailTests {
    private static let mail =
        "To: Ann <ann@example.test>, bob@example.test\nBcc: eve@example.test,\n\tmallory@example.test\nSubject: hi\n\nline\n.\nafter\n"

    private func sendmail(
        _ arguments: String..., at scratch: Scratch, input: String? = nil, environment: [String: String] = [:]
    ) throws -> Program.Result {
        try Program.run(["sendmail"] + arguments, at: scratch, input: input, environment: environment)
    }

    private func rows(_ scratch: Scratch) throws -> [[String: Any]] {
        try Program.run("list", "--json", "--raw", "--oldest-first", at: scratch).text.split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    private func content(_ row: [String: Any]) -> String? {
        (row["raw"] as? String).flatMap { Data(base64Encoded: $0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func recipientsComeFromWordsAndFields() throws {
        let scratch = try Scratch()
        let result = try sendmail(
            "-t", "-oi", "-odb", "-f", "app@example.test", "-v", "dan@example.test", at: scratch, input: Self.mail)
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.text == "stored as 1 in \(scratch.store)\n")
        let row = try #require(rows(scratch).first)
        let envelope = try #require(row["envelope"] as? [String: Any])
        #expect(envelope["from"] as? String == "app@example.test")
        let names = ["dan", "ann", "bob", "eve", "mallory"]
        #expect(envelope["to"] as? [String] == names.map { $0 + "@example.test" })
        #expect(
            content(row) == "To: Ann <ann@example.test>, bob@example.test\nSubject: hi\n\nline\n.\nafter\n")
    }

    @Test func withoutTheOptionsBytesStayAndADotEnds() throws {
        let scratch = try Scratch()
        #expect(try sendmail("-f", "<>", "root", "root", at: scratch, input: Self.mail).code == 0)
        #expect(
            try sendmail("-F", "App, the", "-fapp@example.test", "x@example.test", at: scratch, input: "\nno end").code
                == 0)
        let rows = try rows(scratch)
        let envelope = try #require(rows[0]["envelope"] as? [String: Any])
        #expect(envelope["from"] as? String == "")
        #expect(envelope["to"] as? [String] == ["root@localhost"])
        #expect(content(rows[0]) == Self.mail.replacingOccurrences(of: ".\nafter\n", with: ""))
        #expect(content(rows[1]) == "From: \"App, the\" <app@example.test>\n\nno end")
    }

    @Test func aLinkOfThatNameIsTheSame() throws {
        let scratch = try Scratch()
        let link = scratch.folder + "/sendmail"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: Program.path)
        let script = """
            import subprocess
            subprocess.run(["\(link)", "-t", "-i"], input=b"To: ann@example.test\\r\\nSubject: py\\r\\n\\r\\n.\\r\\n", check=True)
            """
        let child = try Child(
            "python3", ["-c", script], at: scratch, output: scratch.file("output"), errors: scratch.file("errors"))
        #expect(child.wait() == 0)
        let row = try #require(rows(scratch).first)
        #expect(content(row) == "To: ann@example.test\r\nSubject: py\r\n\r\n.\r\n")
        #expect(((row["envelope"] as? [String: Any])?["process"] as? String)?.hasPrefix("python3") == true)
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/php")))
    func phpMails() throws {
        let scratch = try Scratch()
        let path = "sendmail_path=\(Program.path) sendmail -t -i"
        let script = "exit(mail('ann@example.test', 'php', \"Hello\\n.\\nWorld\", 'From: a@example.test') ? 0 : 1);"
        let child = try Child(
            "php", ["-d", path, "-r", script], at: scratch, output: scratch.file("output"),
            errors: scratch.file("errors"))
        #expect(child.wait() == 0)
        let row = try #require(rows(scratch).first)
        #expect(row["subject"] as? String == "php")
        #expect(content(row)?.contains("Hello\n.\nWorld") == true)
    }

    @Test func aSessionIsSpokenOnStdinAndStdout() throws {
        let scratch = try Scratch()
        let session = try Conversation(["sendmail", "-bs"], at: scratch)
        #expect(session.line() == "220 localhost ESMTP Roost\r")
        session.say("HELO app\r\nMAIL FROM:<a@example.test>\r\nRCPT TO:<b@example.test>\r\nDATA\r\n")
        #expect((0..<4).map { _ in session.line()?.prefix(3) } == ["250", "250", "250", "354"])
        session.say("Subject: bs\r\n\r\n..\r\n.\r\n")
        #expect(session.line() == "250 2.0.0 Ok: stored as 1\r")
        session.say("QUIT\r\n")
        #expect(session.line()?.hasPrefix("221") == true)
        #expect(session.child.wait() == 0)
        #expect(try content(#require(rows(scratch).first)) == "Subject: bs\r\n\r\n.\r\n")
    }

    @Test func aServerGetsItOnlyWhenItIsARoostNearby() throws {
        let (scratch, other) = (try Scratch(), try Scratch())
        let listener = try Listener(other)
        let place = "127.0.0.1:\(listener.port)"
        #expect(try sendmail("-S", place, "x@example.test", at: scratch, input: "no line break").code == 0)
        let result = try sendmail(
            "-v", "ü@example.test", at: scratch, input: "Subject: ü\n", environment: ["ROOST_SMTP": place])
        #expect(result.text == "250 2.0.0 Ok: stored as 2\n")
        #expect(try rows(other).map(content) == ["no line break", "Subject: ü\n"])
        #expect(!FileManager.default.fileExists(atPath: scratch.store))
    }

    /// A store that may not be written to has an owner who may run a listener.
    @Test func aStoreOfAnotherIsReachedThroughItsListener() throws {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        chmod(scratch.store, 0o720)
        let result = try sendmail("-v", "x@example.test", at: scratch, input: "Subject: over\n")
        chmod(scratch.store, 0o700)
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.text == "250 2.0.0 Ok: stored as 1\n")
        withExtendedLifetime(listener) {}
    }

    @Test(
        arguments: [
            (["-t"], 64, "no recipient; name one"), (["-f"], 64, "-f: give it a value"),
            (["-bd"], 64, "-bd is not for roost"), (["--bogus"], 64, "unknown option --bogus"),
            (["a\u{1}b@example.test"], 65, "\"a\\u{01}b@example.test\" is no address"),
            (["-S", "192.0.2.1:25", "x@example.test"], 64, "192.0.2.1:25 is no loopback or private address"),
            (["-S", "x:y:z", "x@example.test"], 64, "[x:y:z]:1025: no such host"),
            (["-bs", "-S", "1025"], 64, "-bs and -S exclude"),
            (["-S", "127.0.0.1:1", "x@example.test"], 75, "127.0.0.1:1 cannot be reached"),
            (["--store", "/proc/none", "x@example.test"], 75, ""),
            (["--store", "/etc/passwd", "x@example.test"], 74, "/etc/passwd is no directory"),
        ] as [([String], Int32, String)])
    func whatIsWrongIsACodeOfSysexits(arguments: [String], code: Int32, text: String) throws {
        let result = try Program.run(["sendmail"] + arguments, at: Scratch(), input: "Subject: x\n")
        #expect(result.code == code, "\(result.errors)")
        #expect(result.errors.hasPrefix("roost: sendmail: " + text), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    @Test func anotherServerIsSentNothing() async throws {
        let scratch = try Scratch()
        let script = """
            import socket,sys
            s=socket.create_server(("127.0.0.1",0)); print(s.getsockname()[1],flush=True)
            c,_=s.accept(); c.sendall(b"220 mx.example.test ESMTP Postfix\\r\\n")
            print(repr(c.recv(1000)),flush=True)
            """
        let server = try Conversation("python3", ["-c", script], at: scratch)
        let port = try #require(server.line())
        let result = try sendmail("-S", "127.0.0.1:\(port)", "x@example.test", at: scratch, input: "Subject: x\n")
        #expect(result.code == 64)
        #expect(
            result.errors == "roost: sendmail: what answers on 127.0.0.1:\(port) is no Roost; it was sent nothing\n")
        #expect(server.line() == "b''")
    }

    @Test func theSamplesAreSent() throws {
        let scratch = try Scratch()
        let none = try Program.run("send", at: scratch)
        #expect(none.code == 3)
        #expect(none.errors == "roost: no listener runs on \(scratch.store); start one with: roost serve\n")
        let listener = try Listener(scratch)
        let samples = try Program.run("send", at: scratch)
        let names = ["plain", "html", "attachments", "utf8", "broken", "calendar"]
        #expect(
            samples.text.split(separator: "\n").map(String.init)
                == names.enumerated().map { "\($1): 250 2.0.0 Ok: stored as \($0 + 1)" })
        #expect(
            try Program.run("list", "--ids", "has:attachment", at: scratch).text.split(separator: "\n").contains("3"))
        let one = try Program.run(
            ["send", "-"], at: scratch, input: "From: a@example.test\nBcc: b@example.test\n\n.\n")
        #expect(one.text == "-: 250 2.0.0 Ok: stored as 7\n")
        let row = try #require(rows(scratch).last)
        #expect(content(row) == "From: a@example.test\nBcc: b@example.test\n\n.\n")
        #expect((row["envelope"] as? [String: Any])?["to"] as? [String] == ["b@example.test"])
        #expect(try Program.run("send", "/nowhere.eml", at: scratch).code == 2)
        withExtendedLifetime(listener) {}
    }
}
