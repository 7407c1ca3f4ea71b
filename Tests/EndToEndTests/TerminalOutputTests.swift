import Foundation
import Testing

/// Commands whose answer goes to a terminal, and what they do where a screen cannot be.
struct TerminalOutputTests {
    /// In every place that a message has. Shown by Unicode's characters too, which JSON takes as they are.
    private static let poison = "p \u{1B}[6666;1H\u{1B}]0;hacked\u{7}\u{9B}6668m\u{202E}\u{7F}\u{8} q"

    private static let mail =
        "From: \(poison)<a@example.test>\r\nTo: \(poison)<b@example.test>\r\nSubject: \(poison)\r\n"
        + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        + "\(poison)\r\nYour code is 123456, http://x.test/\(poison)\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n"
        + "\r\n<p>\(poison)\r\n--x\r\nContent-Type: text/x-thing; name=\"\(poison)\"\r\n"
        + "Content-Disposition: attachment; filename=\"\(poison)\"\r\n\r\n\(poison)\r\n--x--\r\n"

    private func expectHarmless(
        _ text: String, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        // An unread message's row is bold.
        let rest = text.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "")
        let obeyed = rest.unicodeScalars.filter { scalar in
            scalar.value < 0x20 && scalar != "\r" && scalar != "\n" || (0x7F...0x9F).contains(scalar.value)
                || scalar.properties.isBidiControl
        }.map { String($0.value, radix: 16) }
        #expect(obeyed.isEmpty, "\(words)", sourceLocation: sourceLocation)
    }

    @Test func nothingThatMessagesBringReachesTheTerminal() throws {
        let scratch = try Scratch()
        let file = scratch.file("mail")
        try Data(Self.mail.utf8).write(to: file)
        #expect(try Program.run("import", file.path, at: scratch).code == 0)
        let answered: [[String]] =
            [
                [], ["--raw"], ["--headers"], ["--text"], ["--html"], ["--envelope"], ["--report"], ["--json"],
                ["--part", "1"], ["--part", "3"],
            ].map { ["show", "1"] + $0 }
            + [["--link", "--all"], ["--code"], ["--header", "Subject"], ["--attachment", "*"]].map {
                ["get", "1"] + $0
            }
            + [["eml"], ["mbox"], ["json"]].map { ["export", "1", "--to", "-", "--format"] + $0 }
            + [
                ["list"], ["list", "--json"], ["wait", "--timeout", "5s"], ["wait", "--timeout", "5s", "--json"],
                ["inspect", "--json", file.path], ["render", file.path],
            ]
        let refused = [
            ["list", "no:\(Self.poison)"], ["show", "1", "--part", Self.poison],
            ["get", "1", "--code", "(" + Self.poison],
            [Self.poison], ["--" + Self.poison], ["import", scratch.folder + Self.poison],
            ["--store", "/dev/null/" + Self.poison, "serve"], ["serve", "--listen", Self.poison],
        ]
        for words in answered + refused {
            let (code, text) = try TerminalChild(words, at: scratch).end()
            expectHarmless(text, words)
            #expect(!text.isEmpty && (code == 0) == answered.contains(words), "\(words): \(text)")
        }
        // In a pipe all is as it was sent.
        #expect(try Program.run("show", "1", "--raw", at: scratch).output == Data(Self.mail.utf8))
        #expect(try Program.run("get", "1", "--header", "Subject", at: scratch).text.contains("\u{1B}]0;hacked"))
    }

    @Test func nothingThatSessionsBringReachesTheTerminal() throws {
        let scratch = try Scratch()
        let listener = try Listener(scratch)
        let client = try SMTPClient(port: listener.port)
        client.send(Array("EHLO \(Self.poison)\r\n".utf8))
        _ = try client.reply()
        client.send(Array("MAIL FROM:<\(Self.poison)\r\n".utf8))
        _ = try client.reply()
        _ = try client.command("QUIT")
        for words in [["sessions"], ["sessions", "--bad"], ["sessions", "--json"], ["doctor"]] {
            let (_, text) = try TerminalChild(words, at: scratch).end()
            expectHarmless(text, words)
            #expect(words == ["doctor"] || text.contains("6666;1H"), "\(text)")
        }
    }

    /// One line says so, then all is as with `serve`.
    @Test(arguments: [("dumb", "dumb"), ("", "unset")]) func aTerminalWithoutAScreen(name: String, told: String) throws
    {
        let scratch = try Scratch()
        let roost = try TerminalChild(["--listen", "0"], at: scratch, environment: ["TERM": name])
        roost.read(until: "listening on smtp://")
        let lines = roost.text.split(whereSeparator: \.isNewline)
        #expect(lines.first == "roost: no screen on a terminal whose TERM is \(told); going on as: roost serve")
        #expect(lines.dropFirst().first?.hasPrefix("listening on smtp://127.0.0.1:") == true)
        #expect(try Program.run("ready", at: scratch).code == 0)
        _ = try SMTPClient(port: scratch.port()).deliver(Array("Subject: \(Self.poison)\r\n\r\nbody\r\n".utf8))
        roost.read(until: "6668m")
        kill(roost.pid, SIGTERM)
        let (code, text) = roost.end()
        #expect(code == 0 || code == 143)
        #expect(text.contains("p ^[[6666;1H^[]0;hacked^G<9B>6668m^?^H q"))
        expectHarmless(text, ["TERM=\(name)"])
    }
}
