import Foundation
import Testing

/// `roost serve`: what it prints, whom it tells, what it starts.
@Suite struct ServeTests {
    private func serve(_ options: String..., at scratch: Scratch) throws -> (Conversation, SMTPClient) {
        let serve = try Conversation(["serve", "--listen", "127.0.0.1:0"] + options, at: scratch)
        let line = try #require(serve.line())
        let port = try #require(Int(line.split(separator: ":").last ?? ""))
        return (serve, try SMTPClient(port: port))
    }

    @Test func aCommandRunsForEveryMessage() throws {
        let scratch = try Scratch()
        let command =
            "cat > \(scratch.folder)/$(echo \"$ROOST_MESSAGE\" | sed 's/.*\"id\":\\([0-9]*\\).*/\\1/'); exit 3"
        let log = scratch.folder + "/log"
        let (serve, client) = try serve("--on-message", command, "--log-file", log, at: scratch)
        let contents = (1...12).map { Array("Subject: hook \($0)\r\n\r\n.\($0)\r\n".utf8) }
        for content in contents { _ = try client.deliver(content) }
        kill(serve.child.pid, SIGTERM)
        #expect(serve.child.wait() == 0)
        for (index, content) in contents.enumerated() {
            #expect(try Array(Data(contentsOf: URL(fileURLWithPath: "\(scratch.folder)/\(index + 1)"))) == content)
        }
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 12)
        #expect(lines.contains("roost: --on-message: message 7: the command ended with 3"))
    }

    @Test func aLogFileThatCannotBeHadIsToldBeforeAnythingListens() throws {
        let scratch = try Scratch()
        let result = try Program.run("serve", "--listen", "0", "--log-file", scratch.folder, at: scratch)
        #expect((result.code, result.text) == (3, ""))
        #expect(result.errors == "roost: --log-file: \(scratch.folder): Is a directory\n")
    }

    @Test func systemdIsTold() throws {
        let scratch = try Scratch()
        let script = """
            import os,socket,subprocess
            s=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM); s.bind("\(scratch.folder)/notify"); s.settimeout(20)
            p=subprocess.Popen(["\(Program.path)","serve","--quiet","--listen","0"],env=dict(os.environ,NOTIFY_SOCKET="\(scratch.folder)/notify"))
            print(s.recv(100).decode(),flush=True); p.terminate(); print(s.recv(100).decode(),p.wait(),flush=True)
            """
        let python = try Conversation("python3", ["-c", script], at: scratch)
        #expect(python.line() == "READY=1")
        #expect(python.line() == "STOPPING=1 0")
    }

    @Test func messagesAndFailedSessionsAreLinesOrObjects() throws {
        let scratch = try Scratch()
        let (serve, client) = try serve("--json", "--exit-after", "2", at: scratch)
        _ = try client.deliver(Array("Subject: one\r\n\r\n".utf8))
        let object = try JSONSerialization.jsonObject(with: Data((serve.line() ?? "").utf8)) as? [String: Any]
        #expect(object?["subject"] as? String == "one")
        #expect(object?["tags"] as? [String] == [])
        _ = try client.deliver(Array("Subject: two\r\n\r\n".utf8))
        #expect(serve.line()?.contains("\"subject\":\"two\"") == true)
        #expect(serve.child.wait() == 0)
    }

    @Test func whatIsInForceIsPrinted() throws {
        let scratch = try Scratch()
        let config = scratch.folder + "/config"
        try Data("hostname = file.test\nmax-size = 2k\nodd = 1\n".utf8).write(to: URL(fileURLWithPath: config))
        let result = try Program.run(
            ["serve", "--dump-config", "--hide", "dsn", "--config", config], at: scratch,
            environment: ["ROOST_MAX_SIZE": "3k"])
        #expect(result.code == 0)
        let lines = result.text.split(separator: "\n")
        for line in ["listen = 1025", "hostname = file.test", "max-size = 3072", "hide = DSN"] {
            #expect(lines.contains { $0 == line }, "\(line)")
        }
        #expect(result.errors == "roost: \(config):3: unknown key odd; see: roost serve --dump-config\n")
    }

    @Test func withoutATerminalRoostServes() throws {
        let scratch = try Scratch()
        let roost = try Conversation(["--listen", "127.0.0.1:0"], at: scratch)
        #expect(roost.line()?.hasPrefix("listening on smtp://127.0.0.1:") == true)
        kill(roost.child.pid, SIGINT)
        #expect(roost.child.wait() == 0)
    }

    @Test func theDoctorLooksAtTheListener() throws {
        let scratch = try Scratch()
        let before = try Program.run("doctor", at: scratch)
        #expect(before.code == 0)
        #expect(before.text.hasPrefix("look  listener"))
        #expect(before.text.contains("none runs on this store; start one with: roost serve --detach"))
        let listener = try Listener(scratch)
        let lines = try Program.run("doctor", at: scratch).text.split(separator: "\n")
        #expect(lines[0].hasPrefix("ok    listener"))
        #expect(lines.contains { $0.contains("MAILER_DSN=smtp://127.0.0.1:\(listener.port)") })
        let objects = try Program.run("doctor", "--json", at: scratch).text.split(separator: "\n")
        #expect(try objects.allSatisfy { try JSONSerialization.jsonObject(with: Data($0.utf8)) is [String: Any] })
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func completionsNameTheCommands(shell: String) throws {
        let script = try Program.run("completions", shell, at: Scratch())
        #expect(script.code == 0)
        for word in ["sendmail", "max-recipients", "keep-on-failure"] { #expect(script.text.contains(word), "\(word)") }
        #expect(try Program.run("completions", "tcsh", at: Scratch()).code == 2)
    }

    @Test func aReportTellsWithoutGivingAway() throws {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        let client = try SMTPClient(port: listener.port)
        _ = try client.deliver(Array("Subject: Code 123456 for ann@example.test\r\n\r\nhttp://localhost/\r\n".utf8))
        let report = try Program.run("show", "1", "--report", at: scratch).text
        for part in [
            "# Message 1: Code 123456", "MAIL     <app@example.test>", "## Checks", "C: DATA", "no-from",
        ] {
            #expect(report.contains(part), "\(part)")
        }
        let redacted = try Program.run("show", "1", "--report", "--redact", at: scratch).text
        #expect(redacted.hasPrefix("# Message 1: Code [token-1] for address-1@redacted\n"))
        #expect(!redacted.contains("@example.test"))
        #expect(try Program.run("show", "1", "--redact", at: scratch).code == 2)
        #expect(try Program.run("assert", "subject:code", at: scratch).code == 0)
        let strict = try Program.run("assert", "subject:code", "--strict", at: scratch)
        #expect(strict.code == 1)
        #expect(strict.errors.hasPrefix("roost: --strict: there are errors in what matches\n  1 "), "\(strict.errors)")
    }

    @Test func whatIsOddInTheCommandsIsToldAndFound() throws {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        let client = try SMTPClient(port: listener.port)
        client.send(Array("MAIL FROM:<app@example.test>\n".utf8))
        #expect(try client.reply().hasPrefix("250"))
        #expect(try client.command("RCPT TO:<bob@example.test>").hasPrefix("250"))
        #expect(try client.command("DATA").hasPrefix("354"))
        client.send(Array("Subject: odd\r\n\r\nbody\r\n.\r\n".utf8))
        #expect(try client.reply().hasPrefix("250"))
        _ = try client.deliver(Array("Subject: plain\r\n\r\nbody\r\n".utf8))
        let shown = try Program.run("show", "1", "--envelope", at: scratch).text
        #expect(shown.contains("bare-lf-command: a command line ended in LF without CR"))
        #expect(try Program.run("list", "--ids", "defect:bare-lf-command", at: scratch).text == "1\n")
        #expect(try Program.run("list", "--ids", "has:defect", at: scratch).text == "1\n")
    }
}
