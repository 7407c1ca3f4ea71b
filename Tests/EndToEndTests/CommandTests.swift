import Foundation
import Testing

/// Stdout, stderr and exit code of the commands that ask a store, as scripts see them.
@Suite struct CommandTests {
    /// Three messages with what a script may ask for.
    private func filled() throws -> Scratch {
        let scratch = try Scratch()
        let mails = [
            "From: Ann <ann@example.test>\nTo: bob@example.test\nSubject: Welcome\n\nhello\n",
            "From: shop@example.test\nTo: ann@example.test\nSubject: =?utf-8?q?Gr=C3=B6=C3=9Fe?=\n\nneedle\n",
            "From: app@example.test\nTo: x@example.test\nSubject: last\n\n42\n",
        ]
        let mbox = mails.map { "From app@example.test Mon Nov 23 12:00:00 2026\n\($0)\n" }.joined()
        #expect(try Program.run(["import", "-"], at: scratch, input: mbox).code == 0)
        return scratch
    }

    /// One after the other on the same store: arguments, what stdout begins with, what stderr holds, exit code.
    private static let commands: [([String], String, String, Int32)] = [
        (["now"], "3\n", "", 0),
        (["list", "--ids"], "3\n2\n1\n", "", 0),
        (["list", "--ids", "--oldest-first"], "1\n2\n3\n", "", 0),
        (["list", "--ids", "--limit", "2"], "3\n2\n", "", 0),
        (["list", "--ids", "--limit", "1", "body:/e/"], "2\n", "", 0),
        (["list", "--ids", "GROSSE"], "2\n", "", 0),
        (["list", "--ids", "nothing"], "", "", 0),
        (["list", "--ids", "-needle", "NOT", "last"], "1\n", "", 0),
        (["list", "--ids", "--after", "1"], "3\n2\n", "", 0),
        (["list", "sbject:x"], "", "query: unknown field sbject:", 2),
        (["list", "--limit=-1"], "", "--limit -1: give a number from 0", 2),
        (["list", "--bogus"], "", "unknown option --bogus", 2),
        (["list", "--color", "blue"], "", "'blue' is invalid", 2),
        (["show", "1", "--headers"], "From: Ann <ann@example.test>\nTo: bob@example.test\nSubject: Welcome\n", "", 0),
        (["show", "latest", "--text"], "42\n", "", 0),
        (["show", "latest", "-subject:last", "to:bob", "--text"], "hello\n", "", 0),
        (["show", "9"], "", "there is no message 9", 1),
        (["show", "latest", "nothing"], "", "no message matches", 1),
        (["show", "first"], "", "first is no message id", 2),
        (["get", "2", "--header", "from"], "shop@example.test\n", "", 0),
        (["get", "latest", "--code", "\\d+"], "42\n", "", 0),
        (["assert", "needle"], "", "", 0),
        (["assert", "--count", "2", "needle"], "", "1 of exactly 2 match: needle", 1),
        (["wait", "needle", "--timeout", "1ms"], "N        2 ", "", 0),
        (["wait", "missing", "--timeout", "1ms"], "", "0 of at least 1 match: missing", 1),
        (["mark", "needle"], "", "mark as what?", 2),
        (["mark", "needle", "--read"], "1 marked\n", "", 0),
        (["list", "--ids", "is:read"], "2\n", "", 0),
        (["export", "1", "--to", "-"], "From: Ann <ann@example.test>\n", "", 0),
        (["export", "1", "2", "--to", "-"], "", "--to - takes one message, not 2", 2),
        (["sessions"], "", "", 0),
        (["completions", "tcsh"], "", "completions", 2),
        (["ready", "--timeout", "1ms"], "", "no listener", 1),
        (["stop"], "", "no listener", 1),
        (["delete", "nothing"], "", "delete: no message matches", 1),
        (["delete", "1"], "1 deleted\n", "", 0),
        (["clear"], "", "--yes", 2),
        (["clear", "--yes"], "2 deleted\n", "", 0),
        (["restore", "2"], "1 restored\n", "", 0),
        (["restore", "2"], "", "restore: no deleted message matches", 1),
        (["purge"], "2 gone for good", "", 0),
        (["list", "--ids"], "2\n", "", 0),
        (["verify"], "", "", 0),
        (["nonsense"], "", "nonsense", 2),
    ]

    @Test func scriptsGetWhatTheyCanRelyOn() throws {
        let scratch = try filled()
        for (arguments, output, errors, code) in Self.commands {
            let result = try Program.run(arguments, at: scratch)
            #expect(result.code == code, "\(arguments): \(result.errors)")
            #expect(result.text.hasPrefix(output), "\(arguments): \(result.text)")
            #expect(errors.isEmpty || result.errors.contains(errors), "\(arguments): \(result.errors)")
            #expect(code == 0 ? result.errors.isEmpty : result.text.isEmpty, "\(arguments): \(result.errors)")
            #expect(code == 0 || result.errors.hasPrefix("roost: "), "\(arguments): \(result.errors)")
        }
    }

    @Test func coloursComeWhenTheyAreAskedFor() throws {
        let scratch = try filled()
        let plain = try Program.run("list", at: scratch).text
        #expect(!plain.contains("\u{1B}"))
        #expect(try Program.run("list", "--color", "never", at: scratch).text == plain)
        let coloured = try Program.run("list", "--color", "always", at: scratch).text
        #expect(coloured.contains("\u{1B}[1m"))
        #expect(coloured.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "") == plain)
        #expect(try Program.run("mark", "1..3", "--read", at: scratch).code == 0)
        #expect(try !Program.run("list", "--color", "always", at: scratch).text.contains("\u{1B}"))
    }

    @Test(arguments: [
        ["list", "--limit", "\u{1B}]0;x\u{7}\n"], ["\u{1B}[2J"], ["--\u{9B}31m"],
        ["list", "--store", "/no\u{1B}[2J\nwhere"],
        ["wait", "--timeout", "a\nb"], ["list", "from:\u{1B}[1m("], ["send", "a\nb\u{202E}"],
    ])
    func whatIsWrongIsOneHarmlessLine(arguments: [String]) throws {
        let result = try Program.run(arguments, at: Scratch())
        #expect([2, 3].contains(result.code) && result.errors.hasSuffix("\n"))
        let line = result.errors.dropLast()
        #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control || $0 == "\u{202E}" })
    }

    @Test func theScopeHoldsForEveryCommand() throws {
        let scratch = try filled()
        let scope = ["ROOST_SCOPE": "-subject:last"]
        func run(_ arguments: String...) throws -> Program.Result {
            try Program.run(arguments, at: scratch, environment: scope)
        }
        #expect(try run("list", "--ids").text == "2\n1\n")
        #expect(try run("assert", "--count", "2").code == 0)
        #expect(try run("show", "latest", "--headers").text.contains("Subject: Größe"))
        #expect(try run("clear", "--yes").text == "2 deleted\n")
        #expect(try Program.run("list", "--ids", at: scratch).text == "3\n")
        #expect(try Program.run(["list"], at: scratch, environment: ["ROOST_SCOPE": "("]).code == 2)
    }

    @Test func answersAreTheSameWithAndWithoutTheIndex() throws {
        let scratch = try Scratch()
        let filler = String(repeating: "thread and thread\n", count: 20_000)
        let mbox = (1...4).map { "From app@example.test Mon Nov 23 12:00:00 2026\nSubject: \($0)\n\n\(filler)\n" }
        #expect(try Program.run(["import", "-"], at: scratch, input: mbox.joined()).code == 0)
        func indexes() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: scratch.store).filter { $0.hasSuffix(".index") }
        }
        let first = try Program.run("list", "body:thread", at: scratch).text
        #expect(try indexes().count == 1)
        #expect(try Program.run("list", "body:thread", at: scratch).text == first)
        let path = scratch.store + "/" + (try #require(try indexes().first))
        try Data("no index".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try Program.run("list", "body:thread", at: scratch).text == first)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count > 1_000)
        try FileManager.default.removeItem(atPath: path)
        #expect(try Program.run("now", at: scratch).text == "4\n")
        #expect(try Program.run("verify", at: scratch).code == 0)
        #expect(try Program.run("list", "body:thread", at: scratch).text == first)
    }
}
