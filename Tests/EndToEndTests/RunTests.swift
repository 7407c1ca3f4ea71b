import Foundation
import Testing

/// `roost run`: what the command is told, and what its end comes to.
@Suite struct RunTests {
    /// Python's smtplib sends a mail with that subject where the environment says.
    private static func send(_ subject: String) -> String {
        """
        python3 -c 'import os,smtplib
        with smtplib.SMTP(os.environ["SMTP_HOST"], int(os.environ["SMTP_PORT"])) as s:
            s.sendmail("app@example.test", ["bob@example.test"], "Subject: \(subject)\\n\\nhello\\n")'
        """
    }

    private func run(
        _ options: String..., command: String, at scratch: Scratch, environment: [String: String] = [:]
    ) throws -> Program.Result {
        try Program.run(
            ["run"] + options + ["--", "/bin/sh", "-c", "cd \(scratch.folder); " + command], at: scratch,
            environment: environment)
    }

    @Test func theEnvironmentNamesTheListener() throws {
        let scratch = try Scratch()
        let result = try run(
            "--env", "MY_SERVER={host}:{port}", "--env", "SMTP_SERVER=other", command: "env", at: scratch,
            environment: ["MAIL_HOST": "elsewhere.test"])
        var variables: [String: String] = [:]
        for line in result.text.split(separator: "\n") {
            guard let sign = line.firstIndex(of: "=") else { continue }
            variables[String(line[..<sign])] = String(line[sign...].dropFirst())
        }
        let port = try #require(variables["SMTP_PORT"])
        let expected = [
            "SMTP_HOST": "127.0.0.1", "SMTP_ADDRESS": "127.0.0.1", "SMTP_SERVER": "other",
            "SMTP_URL": "smtp://127.0.0.1:\(port)", "MAIL_HOST": "127.0.0.1", "MAIL_PORT": port, "MAIL_MAILER": "smtp",
            "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": port, "EMAIL_URL": "smtp://127.0.0.1:\(port)",
            "MAILER_DSN": "smtp://127.0.0.1:\(port)", "SPRING_MAIL_HOST": "127.0.0.1", "SPRING_MAIL_PORT": port,
            "QUARKUS_MAILER_HOST": "127.0.0.1", "QUARKUS_MAILER_PORT": port, "QUARKUS_MAILER_MOCK": "false",
            "MY_SERVER": "127.0.0.1:\(port)",
        ]
        for (name, value) in expected { #expect(variables[name] == value, "\(name)") }
        let store = try #require(variables["ROOST_STORE"])
        #expect(store != scratch.store)
        #expect(!FileManager.default.fileExists(atPath: store))
    }

    @Test(arguments: [("exit 7", 7), ("kill -KILL $$", 137), ("kill -INT $$", 130), ("true", 0)] as [(String, Int32)])
    func theCodeIsThatOfTheCommand(command: String, code: Int32) throws {
        let result = try run(command: command, at: Scratch())
        #expect(result.code == code)
        #expect(result.errors.hasPrefix("roost: no mail came\nmeanwhile on smtp://127.0.0.1:"), "\(result.errors)")
    }

    @Test func whatHappenedIsToldOnce() throws {
        let result = try run("--assert", "subject:welcome", command: "true", at: Scratch())
        #expect(result.code == 1)
        let lines = result.errors.split(separator: "\n")
        #expect(lines.prefix(2) == ["roost: 0 of at least 1 match: subject:welcome", "no mail came"])
        #expect(lines.count == 3 && lines[2].hasSuffix(": 0 connections"), "\(result.errors)")
    }

    @Test func aMissingCommandIs127() throws {
        let scratch = try Scratch()
        let result = try Program.run("run", "--", "no-such-command", at: scratch)
        #expect(result.code == 127)
        #expect(result.errors == "roost: cannot start no-such-command: No such file or directory\n")
        #expect(try Program.run("run", at: scratch).code == 2)
        #expect(try Program.run("run", "--env", "X", "--", "true", at: scratch).code == 2)
        #expect(try Program.run("run", "--assert", "nofield:x", "--", "true", at: scratch).code == 2)
    }

    @Test(
        arguments: [
            (["--assert", "subject:first"], 0, ""), (["--count", "1"], 0, ""),
            (["--assert", "subject:hello", "--count", "0"], 0, ""),
            (["--assert", "subject:hello"], 1, "roost: 0 of at least 1 match: subject:hello\n  1 fails subject:hello"),
            (["--count", "2"], 1, "roost: 1 of exactly 2 match: every message"),
        ] as [([String], Int32, String)])
    func whatIsExpectedIsChecked(options: [String], code: Int32, errors: String) throws {
        let scratch = try Scratch()
        let command = ["--", "/bin/sh", "-c", Self.send("first")]
        let result = try Program.run(["run"] + options + command, at: scratch)
        #expect(result.code == code)
        #expect(errors.isEmpty ? result.errors.isEmpty : result.errors.hasPrefix(errors), "\(result.errors)")
    }

    @Test func theMessagesAreLeftWhereTheyAreWanted() throws {
        let scratch = try Scratch()
        let (kept, failed) = (scratch.folder + "/a/kept", scratch.folder + "/failed")
        #expect(
            try run("--keep", kept, "--keep-on-failure", failed, command: Self.send("first"), at: scratch).code == 0)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: kept).sorted() == ["0001-first.eml", "roost.ndjson"])
        #expect(!FileManager.default.fileExists(atPath: failed))
        let list = try String(contentsOfFile: kept + "/roost.ndjson", encoding: .utf8)
        #expect(list.contains("\"subject\":\"first\""))
        #expect(try run("--keep-on-failure", failed, command: Self.send("first") + "; exit 3", at: scratch).code == 3)
        #expect(try Data(contentsOf: URL(fileURLWithPath: failed + "/0001-first.eml")).count == 25)
        #expect(try Program.run("import", kept, at: scratch).text == "1 imported, 1..1\n")
    }

    @Test func aFolderThatCannotBeMadeIsToldOfFirst() throws {
        let result = try run("--keep", "/proc/none", command: "echo ran", at: Scratch())
        #expect(result.code == 3 && result.text.isEmpty)
        #expect(result.errors == "roost: export: /proc/none: No such file or directory\n")
    }

    @Test func signalsArePassedOn() throws {
        let scratch = try Scratch()
        let run = try Conversation(
            ["run", "--", "/bin/sh", "-c", "trap 'echo got; exit 9' TERM; echo up; while :; do read x; done"],
            at: scratch)
        #expect(run.line() == "up")
        kill(run.child.pid, SIGTERM)
        run.say("\n")
        #expect(run.line() == "got")
        #expect(run.child.wait() == 9)
    }

    @Test func theFrameworkIsToldOf() throws {
        let scratch = try Scratch()
        try Data("Flask-Mail==1\n".utf8).write(to: URL(fileURLWithPath: scratch.folder + "/requirements.txt"))
        let shell = "cd \(scratch.folder) && exec \(Program.path) run -- true"
        let child = try Child(
            "/bin/sh", ["-c", shell], at: scratch, output: scratch.file("output"),
            errors: URL(fileURLWithPath: scratch.folder + "/said"))
        #expect(child.wait() == 0)
        let said = try String(contentsOfFile: scratch.folder + "/said", encoding: .utf8)
        #expect(said.contains(": 0 connections\n  Flask: TESTING turns mail off"))
    }

    @Test func tenAtOnceNeverSeeEachOthersMail() async throws {
        let results = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<10 {
                group.addTask {
                    let command =
                        Self.send("run-\(number)")
                        + "; \(Program.path) list --ids; \(Program.path) get 1 --header subject"
                    let result = try Program.run(
                        ["run", "--count", "1", "--", "/bin/sh", "-c", command], at: Scratch())
                    return (number, result.text + result.errors + "\(result.code)")
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count == 10)
        for (number, text) in results { #expect(text == "1\nrun-\(number)\n0") }
    }
}
