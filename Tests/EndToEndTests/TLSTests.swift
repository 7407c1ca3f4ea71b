import Foundation
import Testing

/// The listener behind TLS, asked by a client that checks its certificate.
@Suite(.serialized) struct TLSTests {
    @Test func pythonSpeaksBothVersionsAndBothWays() throws {
        let scratch = try Scratch()
        let options = [
            "serve", "--listen", "127.0.0.1:0", "--submission", "127.0.0.1:0", "--smtps", "127.0.0.1:0",
            "--auth", "ann:secret",
        ]
        let listener = try Conversation(options, at: scratch)
        let ports = try (0..<3).map { _ in
            try #require(listener.line()?.split(separator: ":").last.map(String.init))
        }
        let authority = try Program.run("cert", at: scratch).text.split(separator: "\n")
            .first { $0.hasSuffix(".pem") }?.split(separator: " ").last
        let output = scratch.file("python")
        let python = try Child(
            "/usr/bin/python3",
            [Fixtures.path("clients/tls.py"), String(try #require(authority)), ports[1], ports[2]], at: scratch,
            output: output, errors: scratch.file("python"))
        #expect(python.wait() == 0)
        #expect(
            String(decoding: try Data(contentsOf: output), as: UTF8.self).split(separator: "\n") == [
                "STARTTLS TLSv1.2", "TLS TLSv1.2", "STARTTLS TLSv1.3", "TLS TLSv1.3", "injected commands are gone",
                "untrusting refuses", "old is refused",
            ])
        let rows = try Program.run("list", "--json", "--oldest-first", at: scratch).text.split(separator: "\n")
        let envelopes = try rows.map { row in
            let object = try JSONSerialization.jsonObject(with: Data(row.utf8)) as? [String: Any]
            return try #require(object?["envelope"] as? [String: Any])
        }
        #expect(envelopes.count == 4)
        let versions = envelopes.compactMap { ($0["tls"] as? [String: String])?["version"] }
        #expect(versions == ["TLSv1.2", "TLSv1.2", "TLSv1.3", "TLSv1.3"])
        #expect(envelopes.allSatisfy { ($0["tls"] as? [String: String])?["cipher"]?.hasPrefix("TLS_") == true })
        #expect((envelopes[0]["auth"] as? [String: String])?["user"] == "ann")
        #expect(try Program.run("stop", at: scratch).code == 0)
        let reasons = try Program.run("sessions", "--bad", at: scratch).text
        #expect(reasons.contains("the client does not trust the certificate"), "\(reasons)")
        #expect(reasons.contains("the client's TLS is too old"), "\(reasons)")
    }

    @Test func credentialsAndRulesReachTheSession() throws {
        let scratch = try Scratch()
        let rules = ["--reject", "rcpt:*@bounce.test=550 5.1.1 no such user", "--reject", "mail:slow@*=451 later x1"]
        let listener = try Conversation(
            ["serve", "--listen", "127.0.0.1:0", "--auth", "ann:secret"] + rules, at: scratch)
        #expect(listener.line()?.hasPrefix("listening on smtp://127.0.0.1:") == true)
        #expect(listener.line() == "2 --reject rules are in force")
        let client = try SMTPClient(port: scratch.port())
        let dialogue: [(command: String, reply: String)] = [
            ("AUTH PLAIN AGFubgB3cm9uZw==", "535 5.7.8"), ("AUTH PLAIN AGFubgBzZWNyZXQ=", "235 2.7.0"),
            ("MAIL FROM:<slow@example.test>", "451 4.0.0 later"), ("MAIL FROM:<slow@example.test>", "250 2.1.0"),
            ("RCPT TO:<x@bounce.test>", "550 5.1.1 no such user"), ("QUIT", "221 2.0.0"),
        ]
        for (command, reply) in dialogue {
            client.send(Array((command + "\r\n").utf8))
            let line = try client.line()
            #expect(line.hasPrefix(reply), "\(command): \(line)")
        }
        let told = try #require(listener.line())
        #expect(told.contains("a --reject rule was used"), "\(told)")
        let object = try Program.run("sessions", "--json", "user:ann", at: scratch).text
        #expect(object.contains("\"outcome\":\"rejected\""), "\(object)")
        #expect(object.contains("rcpt:*@bounce.test=550 5.1.1 no such user"), "\(object)")
    }
}
