import Foundation
import Testing

/// The program as a listener and as a command line, on one store.
@Suite(.serialized) struct ListenerTests {
    /// Contents that a careless catcher alters. Each ends in CRLF or is empty, as SMTP wants.
    static let contents: [[UInt8]] = [
        [],
        Array("Subject: hi\r\n\r\nhello\r\n".utf8),
        Array("no header section\r\n".utf8),
        Array("Subject: dots\r\n\r\n.\r\n..\r\n.leading\r\n...\r\n".utf8),
        Array("Subject: lone\r\n\r\nbare\nLF, bare\rCR, LF.LF:\n.\nend\r\n".utf8),
        Array("Subject: 8-bit \u{e9}\r\n\r\n".utf8) + [0x00, 0xE9, 0xFF, 0x80, 0x0D, 0x0A],
        Array("ROOST1 message 1 2026-11-23T12:31:45.123456Z 0 0 00000000 00000000\n\r\n".utf8),
        Array(String(repeating: "x", count: 70_000).utf8) + [13, 10],
    ]

    @Test func everyMessageIsKeptByteForByte() async throws {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        let port = listener.port
        let sent = try await withThrowingTaskGroup(of: [(Int, [UInt8])].self) { group in
            for _ in 0..<10 {
                group.addTask {
                    let client = try SMTPClient(port: port)
                    return try (0..<100).map { number in
                        let content = Self.contents[number % Self.contents.count]
                        return (try #require(try client.deliver(content)), content)
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(sent.map(\.0)) == Set(1...1000))

        let listed = try Program.run("list", "--ids", at: scratch)
        #expect(listed.text.split(separator: "\n").compactMap { Int($0) } == Array((1...1000).reversed()))
        #expect(try Program.run("export", "--to", scratch.folder + "/mails", at: scratch).code == 0)
        let files = try FileManager.default.contentsOfDirectory(atPath: scratch.folder + "/mails")
        #expect(files.count == 1000)
        let byID = Dictionary(uniqueKeysWithValues: sent)
        for file in files {
            let id = try #require(Int(file.prefix { $0.isNumber }))
            let bytes = try Data(contentsOf: URL(fileURLWithPath: scratch.folder + "/mails/" + file))
            #expect(Array(bytes) == byID[id], "\(file)")
        }
        for (id, content) in sent.prefix(8) {
            #expect(Array(try Program.run("show", "--raw", "\(id)", at: scratch).output) == content)
        }
    }

    @Test func pythonsThousandAreListedByteForByte() throws {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        let output = scratch.file("python")
        let python = try Child(
            "/usr/bin/python3", [Fixtures.path("clients/thousand.py"), "\(listener.port)"], at: scratch, output: output,
            errors: scratch.file("python"))
        #expect(python.wait() == 0)
        let sent = String(decoding: try Data(contentsOf: output), as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(sent.count == 1000)
        let rows = try Program.run("list", "--json", "--raw", at: scratch).text.split(separator: "\n")
        let listed = try rows.map { row in
            let object = try #require(JSONSerialization.jsonObject(with: Data(row.utf8)) as? [String: Any])
            return "\(try #require(object["id"] as? Int)) \(try #require(object["raw"] as? String))"
        }
        #expect(Set(listed) == Set(sent))
        #expect(listed.count == 1000)
    }

    @Test func nothingAcknowledgedIsLostToAKill() throws {
        let scratch = try Scratch()
        var acknowledged: [Int: [UInt8]] = [:]
        var handedOver = 0
        for round in 0..<3 {
            let listener = try Listener(scratch)
            let clients = try (0..<4).map { _ in try SMTPClient(port: listener.port) }
            let gate = DispatchSemaphore(value: 0)
            let process = listener.process.pid
            let killer = Thread {
                gate.wait()
                kill(process, SIGKILL)
            }
            killer.start()
            var isUp = true
            for number in 0..<200 where isUp {
                if number == 40 + round * 17 { gate.signal() }
                for (index, client) in clients.enumerated() {
                    let content = Array("Subject: \(round) \(number) \(index)\r\n\r\n.x\r\n".utf8)
                    handedOver += 1
                    if let id = try client.deliver(content) {
                        #expect(acknowledged.updateValue(content, forKey: id) == nil)
                    } else {
                        isUp = false
                    }
                }
            }
            #expect(!isUp)
        }
        let rows = try Program.run("list", "--json", "--raw", at: scratch).text.split(separator: "\n")
        var stored: [Int: [UInt8]] = [:]
        for row in rows {
            let object = try #require(JSONSerialization.jsonObject(with: Data(row.utf8)) as? [String: Any])
            let id = try #require(object["id"] as? Int)
            let raw = try #require((object["raw"] as? String).flatMap { Data(base64Encoded: $0) })
            #expect(stored.updateValue(Array(raw), forKey: id) == nil, "listed twice")
        }
        for (id, content) in acknowledged { #expect(stored[id] == content) }
        #expect(stored.count <= handedOver)
    }

    @Test func readyAndStopTellOfTheListener() throws {
        let scratch = try Scratch()
        #expect(try Program.run("ready", "--timeout", "10ms", at: scratch).code == 1)
        let listener = try Listener(scratch)
        #expect(try Program.run("ready", at: scratch).code == 0)
        let second = try Program.run("serve", "--listen", "0", at: scratch)
        #expect(second.code == 3)
        #expect(second.errors.contains("has a listener already"))
        #expect(try Program.run("stop", at: scratch).code == 0)
        #expect(listener.process.wait() == 0)
        #expect(try Program.run("stop", at: scratch).code == 1)
    }

    @Test func theOptionsReachAListenerInTheBackground() throws {
        let scratch = try Scratch()
        let options = [
            "--max-recipients", "1", "--auth", "off", "--hide", "chunking", "--max-size", "2k", "--hostname", "mx.test",
        ]
        #expect(try Program.run(["serve", "--detach", "--listen", "0"] + options, at: scratch).code == 0)
        let client = try SMTPClient(port: scratch.port())
        let commands = [
            "EHLO again.test", "MAIL FROM:<a@example.test>", "RCPT TO:<b@example.test>", "RCPT TO:<c@example.test>",
        ]
        client.send(commands.flatMap { Array(($0 + "\r\n").utf8) })
        let lines = try (0..<11).map { _ in try client.line() }
        #expect(lines.first == "250-mx.test")
        #expect(lines.contains("250-SIZE 2048"))
        #expect(!lines.contains { $0.contains("CHUNKING") || $0.contains("AUTH") })
        #expect(lines.last?.hasPrefix("452 4.5.3") == true, "\(lines)")
        #expect(try Program.run("stop", at: scratch).code == 0)
    }

    @Test func passwordsAreNotAmongTheArgumentsOfAListenerInTheBackground() throws {
        let scratch = try Scratch()
        let login = ["ROOST_AUTH": "ann:a,b\nbob:se cret"]
        #expect(try Program.run(["serve", "--detach", "--listen", "0"], at: scratch, environment: login).code == 0)
        let pid = try scratch.listenerProcess()
        let arguments = try String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8)
        #expect(arguments.contains("--listen") && !arguments.contains("a,b") && !arguments.contains("cret"))
        let client = try SMTPClient(port: scratch.port())
        let plain = Data("\0bob\0se cret".utf8).base64EncodedString()
        #expect(try client.command("AUTH PLAIN \(plain)").hasPrefix("235 "))
        #expect(try Program.run("stop", at: scratch).code == 0)
    }

    @Test func secretsOfAClientAreKeptNowhere() throws {
        let scratch = try Scratch()
        let login = ["--auth", "ann:right-secret", "--listen", "0", "--detach", "--log-file", scratch.folder + "/log"]
        #expect(
            try Program.run(["serve"] + login, at: scratch, environment: ["XDG_STATE_HOME": scratch.folder]).code == 0)
        let client = try SMTPClient(port: scratch.port())
        func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
        let secrets = ["\0ann\0wrong-secret", "wrong-answer", "\0ann\0right-secret"]
        #expect(try client.command("AUTH PLAIN " + encoded(secrets[0])).hasPrefix("535"))
        #expect(try client.command("AUTH LOGIN " + encoded("ann")).hasPrefix("334"))
        #expect(try client.command(encoded(secrets[1])).hasPrefix("535"))
        #expect(try client.command("AUTH PLAIN").hasPrefix("334"))
        #expect(try client.command(encoded(secrets[2])).hasPrefix("235"))
        #expect(try client.deliver(Array("Subject: x\r\n\r\n".utf8)) == 1)
        _ = try client.command("AUTH PLAIN " + encoded(secrets[0]))
        _ = try client.command("QUIT")
        #expect(try Program.run("stop", at: scratch).code == 0)
        let files = FileManager.default.enumerator(atPath: scratch.folder)?.compactMap { $0 as? String } ?? []
        #expect(files.contains { $0.hasSuffix(".roost") } && files.contains("log"))
        for file in files {
            guard let octets = try? Data(contentsOf: URL(fileURLWithPath: scratch.folder + "/" + file)) else {
                continue
            }
            for secret in secrets {
                let words = secret.split(separator: "\0").last.map(String.init) ?? ""
                #expect(octets.range(of: Data(encoded(secret).utf8)) == nil, "\(file)")
                #expect(octets.range(of: Data(words.utf8)) == nil, "\(file)")
            }
        }
    }

    @Test func detachReturnsOnceThePortsAccept() throws {
        let scratch = try Scratch()
        #expect(try Program.run("serve", "--detach", "--listen", "0", at: scratch).code == 0)
        #expect(try Program.run("ready", "--timeout", "0s", at: scratch).code == 0)
        #expect(try Program.run("stop", at: scratch).code == 0)
    }

    @Test func aTakenPortIsOneLineAndThree() throws {
        let scratch = try Scratch()
        let other = try Scratch()
        let listener = try Listener(other)
        let result = try Program.run("serve", "--listen", "\(listener.port)", at: scratch)
        #expect(result.code == 3)
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(result.errors.contains("on another store; open that one with: roost --store \(other.store)"))
    }

    @Test(
        arguments: [
            (["--bogus"], 2), (["list", "--limit", "-1"], 2), (["list", "nofield:x"], 2), (["show", "0"], 2),
            (["show", "9"], 1),
            (["export", "1"], 2), (["serve", "--listen", "a:b:c:99999"], 3), (["serve", "--max-size", "many"], 2),
            (["serve", "--auth", "some"], 2), (["serve", "--max-recipients", "0"], 2),
            (["serve", "--max-connections", "x"], 2), (["serve", "--idle-timeout", "5"], 2),
            (["clear"], 2), (["delete", "9"], 1), (["tail", "--count", "0"], 2),
        ] as [([String], Int32)])
    func whatIsWrongIsOneLine(arguments: [String], code: Int32) throws {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        _ = try SMTPClient(port: listener.port).deliver(Self.contents[1])
        _ = try Program.run("stop", at: scratch)
        let result = try Program.run(arguments, at: scratch)
        #expect(result.code == code, "\(result.errors)")
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    }

    @Test func deleteAndClearLeaveWhatTheyShould() throws {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        let client = try SMTPClient(port: listener.port)
        for number in 1...5 { _ = try client.deliver(Array("Subject: number \(number)\r\n\r\n".utf8)) }
        #expect(try Program.run("delete", "2", "4..5", at: scratch).text == "3 deleted\n")
        #expect(try Program.run("list", "--ids", at: scratch).text == "3\n1\n")
        #expect(try Program.run("list", "--ids", "number", "3", at: scratch).text == "3\n")
        #expect(try Program.run("clear", "--yes", at: scratch).text == "2 deleted\n")
        #expect(try Program.run("list", "--ids", at: scratch).text.isEmpty)
        #expect(try client.deliver(Self.contents[1]) == 6)
    }

    @Test func storesThatCannotBeUsedAreToldInOneLine() throws {
        let scratch = try Scratch()
        let missing = try Program.run("list", at: scratch)
        #expect(missing.code == 3)
        #expect(missing.errors.split(separator: "\n").count == 1)
        try Data().write(to: URL(fileURLWithPath: scratch.store))
        let file = try Program.run("serve", "--listen", "0", at: scratch)
        #expect(file.code == 3)
        #expect(file.errors.split(separator: "\n").count == 1)
    }
}
