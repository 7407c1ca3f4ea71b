import Foundation
import Testing

/// Messages out of a store into files and back.
@Suite struct ExchangeTests {
    /// What a careless format alters; the last ones do not end in a line break, which an mbox cannot keep.
    private static let contents: [[UInt8]] =
        ListenerTests.contents + [
            Array("From here on\nFrom a Mon Nov 23 12:31:45 2026\n\nFrom b\n>From c\n>>From d\n\nFrom e 12:00\n".utf8),
            Array("Subject: ends\r\n\r\nin empty lines\r\n\r\n\r\n".utf8),
            Array("Subject: ends\n\nin empty lines\n\n\n".utf8), Array("\n".utf8), Array("\n\n".utf8),
            Array("{\"raw\": 1}\n".utf8), Array("ROOST1 segment 1\n".utf8),
            Array("Return-Path: <bounce@example.test>\nSubject: no line break".utf8), Array("\r".utf8),
        ]

    /// A store that holds the contents.
    private func filled() throws -> Scratch {
        let scratch = try Scratch()
        let folder = scratch.folder + "/in"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (index, content) in Self.contents.enumerated() {
            try Data(content).write(to: URL(fileURLWithPath: "\(folder)/\(index + 10).eml"))
        }
        let result = try Program.run("import", folder, at: scratch)
        #expect(result.text == "\(Self.contents.count) imported, 1..\(Self.contents.count)\n", "\(result.errors)")
        return scratch
    }

    private func contents(_ scratch: Scratch, store: String) throws -> [[UInt8]] {
        let rows = try Program.run("list", "--json", "--raw", "--oldest-first", "--store", store, at: scratch)
        return try rows.text.split(separator: "\n").map { row in
            let object = try #require(JSONSerialization.jsonObject(with: Data(row.utf8)) as? [String: Any])
            return Array(try #require((object["raw"] as? String).flatMap { Data(base64Encoded: $0) }))
        }
    }

    @Test(arguments: ["eml", "mbox", "maildir", "json", "roost"])
    func bytesComeBack(format: String) throws {
        let scratch = try filled()
        let (path, second) = (scratch.folder + "/out." + format, scratch.folder + "/second")
        let exported = try Program.run("export", "--format", format, "--to", path, at: scratch)
        #expect(exported.code == 0, "\(exported.errors)")
        let files = exported.text.split(separator: "\n").count
        #expect(files == (["eml", "maildir"].contains(format) ? Self.contents.count : 1))
        let imported = try Program.run("import", path, "--store", second, at: scratch)
        #expect(imported.code == 0, "\(imported.errors)")
        let expected = Self.contents.map { content in
            format == "mbox" && content.last != nil && content.last != 10 ? content + [10] : content
        }
        #expect(try contents(scratch, store: second) == expected)

        let again = try Program.run("export", "--format", format, "--to", path, at: scratch)
        #expect(again.code == 3)
        #expect(again.errors.contains("is there already; --force overwrites"), "\(again.errors)")
        #expect(try Program.run("export", "--format", format, "--to", path, "--force", at: scratch).code == 0)
    }

    @Test func theEnvelopeAndTheDialogueGoWithAStoreFile() throws {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        let client = try SMTPClient(port: listener.port)
        _ = try client.deliver(Array("Subject: first\r\n\r\n".utf8))
        _ = try client.deliver(Array("Subject: second\r\n\r\n".utf8))
        let path = scratch.folder + "/mail.roost"
        #expect(try Program.run("export", "2", "--format", "roost", "--to", path, at: scratch).text == path + "\n")
        let second = scratch.folder + "/second"
        #expect(try Program.run("import", path, "--store", second, at: scratch).text == "1 imported, 1..1\n")
        let rows = try ["2", "1"].map { id in
            let store = id == "2" ? scratch.store : second
            let text = try Program.run("show", id, "--json", "--store", store, at: scratch).text
            return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
        }
        for key in ["envelope", "subject", "headers"] {
            #expect(rows[0][key] as? NSObject == rows[1][key] as? NSObject, "\(key)")
        }
    }

    @Test func anEnvelopeComesFromReturnPathMboxLineOrObject() throws {
        let scratch = try Scratch()
        let mbox = "From app@example.test Mon Nov 23 12:31:45 2026\r\nSubject: a\r\n\r\n>From x\r\n\r\n"
        let object = """
            {"raw": "U3ViamVjdDogYgoK", "flags": ["read"], "envelope": {"from": "", "to": ["b@example.test"], "helo": "h"}}
            """
        for (name, text) in [
            ("a.mbox", mbox), ("b.ndjson", object + "\n"), ("c.eml", "Return-Path: <c@example.test>\n"),
        ] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.folder + "/" + name))
            #expect(try Program.run("import", scratch.folder + "/" + name, at: scratch).code == 0)
        }
        let rows = try Program.run("list", "--json", "--raw", "--oldest-first", at: scratch).text.split(separator: "\n")
            .map { try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
        let envelopes = rows.compactMap { $0["envelope"] as? [String: Any] }
        #expect(envelopes.map { $0["from"] as? String } == ["app@example.test", "", "c@example.test"])
        #expect(envelopes.map { $0["to"] as? [String] } == [[], ["b@example.test"], []])
        #expect(envelopes.map { $0["helo"] as? String } == [nil, "h", nil])
        #expect(rows.map { $0["flags"] as? [String] } == [[], ["read"], []])
        let raw = rows.compactMap { ($0["raw"] as? String).flatMap { Data(base64Encoded: $0) } }
        #expect(raw.first == Data("Subject: a\r\n\r\nFrom x\r\n".utf8))
    }

    @Test func attachmentsGetHarmlessNames() throws {
        let scratch = try Scratch()
        func part(_ name: String, _ text: String) -> String {
            "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=\"\(name)\"\n\n\(text)\n"
        }
        let mail =
            "Content-Type: multipart/mixed; boundary=b\n\n" + part("../../a.txt", "1") + part("a.txt", "2")
            + part(".-\u{1B}é.pdf", "3") + part("", "4") + "--b--\n"
        try Data(mail.utf8).write(to: URL(fileURLWithPath: scratch.folder + "/m.eml"))
        #expect(try Program.run("import", scratch.folder + "/m.eml", at: scratch).code == 0)
        let folder = scratch.folder + "/files"
        #expect(try Program.run("export", "--format", "attachments", "--to", folder, at: scratch).code == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(names == ["0001-a-2.txt", "0001-a.txt", "0001-part-4", "0001-é.pdf"])
        #expect(
            try names.map { try String(contentsOfFile: folder + "/" + $0, encoding: .utf8) } == ["2", "1", "4", "3"])
    }

    /// One that stands where a file of an export would: what it points to stays as it is, whatever is asked for.
    @Test(arguments: [
        ("eml", "out/0001-hi.eml"), ("attachments", "out/0001-a.txt"), ("mbox", "out"), ("json", "out"),
        ("roost", "out"),
    ])
    func aLinkIsNeverWrittenThrough(format: String, name: String) throws {
        let scratch = try Scratch()
        let mail = "Subject: hi\nContent-Disposition: attachment; filename=a.txt\n\nx\n"
        #expect(try Program.run(["import", "-"], at: scratch, input: mail).code == 0)
        let victim = scratch.folder + "/victim"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: victim))
        if name != "out" {
            try FileManager.default.createDirectory(atPath: scratch.folder + "/out", withIntermediateDirectories: false)
        }
        try FileManager.default.createSymbolicLink(
            atPath: scratch.folder + "/" + name, withDestinationPath: victim)
        for more in [[], ["--force"]] {
            let arguments = ["export", "1", "--format", format, "--to", scratch.folder + "/out"] + more
            let code = try Program.run(arguments, at: scratch).code
            // A store file takes the place of the link itself.
            #expect(code == (format == "roost" && !more.isEmpty ? 0 : 3))
            #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious")
        }
    }

    @Test func followGoesOnUntilInterrupted() throws {
        let scratch = try filled()
        let folder = scratch.folder + "/all"
        let export = try Conversation(["export", "subject:/^(hi|late)/", "--follow", "--to", folder], at: scratch)
        #expect(export.line() == folder + "/0002-hi.eml")
        _ = try Program.run(["import", "-"], at: scratch, input: "Subject: late\n\n")
        #expect(export.line() == folder + "/0018-late.eml")
        kill(export.child.pid, SIGTERM)
        #expect(export.child.wait() == 0)
        #expect(export.line() == nil)
    }

    /// Readers that did not come with Roost find the messages in what it wrote.
    @Test(arguments: ["mutt", "neomutt"].filter { FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0) })
    func othersReadMailboxes(reader: String) throws {
        let scratch = try Scratch()
        #expect(try Program.run("import", Fixtures.path("cli/mails.mbox"), at: scratch).code == 0)
        let keys = "push <tag-pattern>~A<enter><tag-prefix><pipe-message>cat>>read<enter><exit>"
        let script = """
            import os, pty
            os.chdir("\(scratch.folder)")
            pty.spawn(["\(reader)", "-n", "-F", "/dev/null", "-R", "-f", "box", "-e",
                "set wait_key=no pipe_decode=yes pipe_split=yes folder=.", "-e", "\(keys)"])
            """
        for format in ["mbox", "maildir"] {
            let place = scratch.folder + "/box"
            #expect(try Program.run("export", "--format", format, "--to", place, at: scratch).code == 0)
            let child = try Child(
                "python3", ["-c", script], at: scratch, output: scratch.file("output"), errors: scratch.file("errors"))
            #expect(child.wait() == 0)
            let read = try String(contentsOfFile: scratch.folder + "/read", encoding: .utf8)
            let subjects = read.split(separator: "\n").filter { $0.hasPrefix("Subject: ") }
            #expect(subjects == ["Subject: Welcome, Ann", "Subject: Ärger mit Größe", "Subject: no checks"])
            for name in ["box", "read"] { try FileManager.default.removeItem(atPath: scratch.folder + "/" + name) }
        }
    }

    @Test(
        arguments: [
            (["export", "--to", "-"], 2, "--to - takes one message, not 17; name a folder or a file"),
            (["export", "99", "--to", "-"], 1, "export: no message matches"),
            (["export", "1", "--to", "x", "--format", "pst"], 2, "--format pst: unknown; give one of eml, mbox, "),
            (["export", "1", "--to", "-", "--format", "maildir"], 2, "--to - cannot take the format maildir"),
            (["import", "/nowhere"], 2, "import: cannot read /nowhere: No such file or directory"),
            (["import", "-"], 1, "import: there is no message in it"),
        ] as [([String], Int32, String)])
    func whatIsWrongIsOneLine(arguments: [String], code: Int32, line: String) throws {
        let scratch = try filled()
        let result = try Program.run(arguments, at: scratch)
        #expect(result.code == code)
        #expect(result.errors.hasPrefix("roost: " + line), "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    @Test func oneMessageGoesToStdout() throws {
        let scratch = try filled()
        #expect(try Array(Program.run("export", "2", "--to", "-", at: scratch).output) == Self.contents[1])
        let mbox = try Program.run("export", "2", "--to", "-", "--format", "mbox", at: scratch).text
        #expect(mbox.hasPrefix("From MAILER-DAEMON "))
        #expect(mbox.hasSuffix("\nSubject: hi\r\n\r\nhello\r\n\n"))
    }
}
