import Foundation
import Testing

/// What reaches the terminal, and how it is left.
@Suite(.serialized) struct ScreenSafetyTests {
    /// Sequences that no screen of Roost contains, in all the forms a terminal knows them by.
    private static let poison: [[UInt8]] = [
        Array("\u{1B}[6666;1H".utf8), Array("\u{1B}]0;hacked\u{7}".utf8), Array("\u{1B}P666q\u{1B}\\".utf8),
        [0x9B] + Array("6667m".utf8), Array("\u{9B}6668m".utf8), Array("\u{1B}_apc\u{1B}\\".utf8),
        [0x00, 0x07, 0x08, 0x7F],
        Array("\u{202E}\u{2066}\u{200E}".utf8), Array("\u{1B}]52;c;aGFja2Vk\u{7}".utf8), [0xC3, 0x28, 0xFF, 0xFE],
        Array(String(repeating: "\u{301}", count: 40).utf8), [0x0D, 0x0C, 0x0B, 0x0E, 0x0F],
    ]

    private static func poisoned(_ place: String) -> [UInt8] {
        Array(place.utf8) + poison.flatMap { $0 + Array(" ".utf8) }
    }

    /// The hostile mails of the fixtures, and their HTML as mail. What shows most of what is dangerous comes always,
    /// ROOST_FUZZ_SECONDS asks for all of them; `HostileScreenTests` look at the cells of all in any case.
    private static func corpus() throws -> [Data] {
        let isWhole = ProcessInfo.processInfo.environment["ROOST_FUZZ_SECONDS"] != nil
        let few = ["bidi", "binary", "escape-in-subject", "escape-in-word", "nul-in-headers", "only-crs"]
        func files(_ folder: String, _ suffix: String) throws -> [URL] {
            try FileManager.default.contentsOfDirectory(
                at: URL(fileURLWithPath: Fixtures.path(folder)), includingPropertiesForKeys: nil
            ).filter { $0.pathExtension == suffix }.sorted { $0.path < $1.path }
        }
        let mails = try
            (isWhole ? files("eml/hostile", "eml") + files("eml/malformed", "eml") : files("eml/hostile", "eml"))
            .filter { isWhole || few.contains($0.deletingPathExtension().lastPathComponent) }
        let pages = try files("html", "html").filter { isWhole && $0.lastPathComponent.hasPrefix("hostile") }
        let head = Data("Subject: a page\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".utf8)
        return try mails.map { try Data(contentsOf: $0) } + pages.map { try head + Data(contentsOf: $0) }
    }

    /// In every place that a message has.
    private static var messages: [[UInt8]] {
        let poisoned = poisoned("p ").filter { $0 != 0x0A && $0 != 0x0D }
        let head =
            Array("From: ".utf8) + poisoned + Array("<a@example.test>\r\nTo: ".utf8) + poisoned
            + Array("<b@example.test>\r\nSubject: ".utf8) + poisoned + Array("\r\nX-".utf8) + poisoned
            + Array(": ".utf8) + poisoned + Array("\r\n".utf8)
        let html =
            Array("\r\n<p title='".utf8) + poisoned + Array("'>".utf8) + poisoned
            + Array("<a href='http://x.test/".utf8)
            + poisoned + Array("'>link</a>&#27;[6666;2H&#155;6669m".utf8)
        return [
            head + Array("\r\n".utf8) + poisoned + Array("\r\n> ".utf8) + poisoned + Array("\r\n".utf8),
            head + Array("Content-Type: text/html; charset=utf-8\r\n".utf8) + html,
            head + Array("Content-Type: text/calendar; name=\"".utf8) + poisoned
                + Array("\"\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:".utf8) + poisoned
                + Array("\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".utf8),
            poisoned,
        ]
    }

    /// Curses writes no shift-out and shift-in for it, which must be told from those of a message.
    private static let xterm = ["TERM": "xterm-256color"]

    /// Opens each message in every tab, and what else shows it.
    private static func script(messages: Int) -> String {
        let tour =
            ["key enter", "wait-idle"] + (1...7).flatMap { ["key \($0)", "wait-idle", "key G"] }
            + [
                "key 5", "key enter", "wait-idle", "key x", "key esc", "key 4", "key x", "key x", "key /", "type p ",
                "key enter",
            ]
            + ["key 1", "key ?", "key esc", "key s", "key esc", "key q", "key j"]
        return
            (["wait-mail \(messages)", "wait-idle", "key S", "key S"] + (0..<messages).flatMap { _ in tour }
            + [
                "key A", "key j", "key j", "key q", "key g", "key j", "key space", "key space", "key c", "wait-idle",
                "key 4",
            ]
            + ["key q", "key /", "type p", "key enter", "wait-idle", "log", "key q", "quit"]).joined(separator: "\n")
    }

    @Test func nothingThatMessagesBringReachesTheTerminal() throws {
        let scratch = try Scratch()
        let folder = scratch.file("mails")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let hostile = try Self.corpus()
        let all = Self.messages.map { Data($0) } + hostile
        for (index, mail) in all.enumerated() { try mail.write(to: folder.appendingPathComponent("\(index).eml")) }
        #expect(try Program.run("import", folder.path, at: scratch).code == 0)
        let script = scratch.file("script")
        try Data(Self.script(messages: all.count).utf8).write(to: script)
        let screen = try Tmux(
            scratch, arguments: ["--listen", "0", "--script", script.path], environment: Self.xterm, isRecorded: true)
        try screen.waitForEnd()
        let record = try Data(contentsOf: #require(screen.record))
        #expect(record.count > 20_000)
        try expectHarmless([UInt8](record))
        #expect(!screen.title().contains("hacked"))
    }

    /// A hostile client, too: its commands are in the activity view, in the dialogue and in a toast.
    @Test func nothingThatSessionsBringReachesTheTerminal() throws {
        let scratch = try Scratch()
        let screen = try Tmux(
            scratch, arguments: ["--listen", "0"], environment: Self.xterm, isRecorded: true)
        try screen.waitFor("Waiting for mail")
        let client = try SMTPClient(port: scratch.port())
        client.send(Array("EHLO ".utf8) + Self.poisoned("h").filter { $0 != 0x0A && $0 != 0x0D } + [0x0D, 0x0A])
        _ = try client.reply()
        client.send(Array("MAIL FROM:<".utf8) + Self.poisoned("m").filter { $0 != 0x0A && $0 != 0x0D } + [0x0D, 0x0A])
        _ = try client.reply()
        _ = try client.command("QUIT")
        screen.keys("A")
        try screen.waitFor("REJECTED")
        screen.keys("Q")
        try screen.waitForEnd()
        try expectHarmless([UInt8](Data(contentsOf: #require(screen.record))))
    }

    /// Only what curses writes, the title and nothing else, in whole characters of UTF-8.
    private func expectHarmless(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
        let text = try #require(String(validating: bytes, as: UTF8.self), "the stream is not UTF-8")
        let known = try Regex(
            #"\x1B\[[0-9;?>]*[A-Za-z@]|\x1B[()][AB0]|\x1B[=>78M]|\x1B\]2;roost( \([0-9]+ new\))?\x07|[\r\n\t\x08]"#
        ).matchingSemantics(.unicodeScalar)
        let parameters = try Regex(#"\x1B\[[^A-Za-z@]*66[0-9][0-9]"#)
        #expect(text.firstMatch(of: parameters) == nil, sourceLocation: sourceLocation)
        let rest = text.replacing(known, with: "")
        let dangerous = rest.unicodeScalars.filter { scalar in
            scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.properties.isBidiControl
        }
        // It was shown, in a form that does nothing.
        #expect(rest.contains("^[[6666;1H"), sourceLocation: sourceLocation)
        #expect(
            dangerous.isEmpty,
            "\(dangerous.prefix(5).map { String($0.value, radix: 16) })",
            sourceLocation: sourceLocation)
    }

    @Test(arguments: ["q", "SIGTERM", "SIGHUP", "SIGSEGV"]) func theTerminalIsLeftAsItWas(way: String) throws {
        let scratch = try Scratch()
        let screen = try Tmux(scratch, arguments: ["--listen", "0"], isRecorded: true)
        try screen.waitFor("Waiting for mail")
        let signals = ["SIGTERM": SIGTERM, "SIGHUP": SIGHUP, "SIGSEGV": SIGSEGV]
        if let signal = signals[way] { kill(try screen.pid(), signal) } else { screen.keys("q", "q") }
        try screen.waitForEnd()
        #expect(try screen.isAsBefore())
        let state = screen.tmux("display", "-p", "-t", "r", "#{alternate_on} #{cursor_flag}")
        #expect(state == "0 1\n")
        let record = try String(decoding: Data(contentsOf: #require(screen.record)), as: UTF8.self)
        #expect(record.split(separator: "\u{1B}[?2004").last?.hasPrefix("l") == true)
        #expect(screen.shown().contains("roost crashed") == (way == "SIGSEGV"))
    }

    /// Whatever the locale, but that a codeset which is not UTF-8 is believed.
    @Test(arguments: [
        ("xterm-256color", "C.UTF-8"), ("tmux-256color", "C"), ("screen", "POSIX"), ("linux", "xx_XX.UTF-8"),
        ("vt100", "de_DE.ISO-8859-1@euro"), ("xterm-direct", "C.utf8"), ("no-such-terminal", "xx_XX"),
        ("screen-256color", "ja_JP.eucJP"),
    ])
    func anyTerminalAndLocaleWillDo(name: String, locale: String) throws {
        let isASCII = locale.contains("ISO") || locale.contains("euc")
        let scratch = try Scratch()
        let screen = try Tmux(
            scratch, arguments: ["--listen", "0"], environment: ["TERM": name, "LC_ALL": locale], isRecorded: true)
        try screen.waitFor("Waiting for mail")
        _ = try SMTPClient(port: scratch.port()).deliver(
            Array("Subject: on any t\u{EB}rminal\r\n\r\nbody\r\n".utf8))
        try screen.waitFor(isASCII ? "on any t?rminal" : "on any t\u{EB}rminal")
        if name == "no-such-terminal" { try screen.waitFor("unknown TERM") }
        screen.keys("?")
        try screen.waitFor("Keys: message list")
        screen.keys("C-g", "Q")
        try screen.waitForEnd()
        #expect(try screen.isAsBefore())
        #expect(try Data(contentsOf: #require(screen.record)).allSatisfy { $0 < 0x80 } == isASCII)
    }

    /// What the terminal is asked to do where characters of ambiguous width take two cells: curses is given what is as wide
    /// everywhere, the character comes by its own place, and all is as curses left it.
    @Test func ambiguousWidthMayBeTwo() throws {
        let scratch = try Scratch()
        let screen = try Tmux(scratch, arguments: ["--listen", "0"], environment: Self.xterm, isRecorded: true)
        try screen.waitFor("Waiting for mail")
        screen.keys(":")
        screen.type("set ambiguous=2")
        screen.keys("Enter")
        _ = try SMTPClient(port: scratch.port()).deliver(Array("Subject: \u{3B1}\u{3B2} end\r\n\r\nbody\r\n".utf8))
        // tmux takes it for one cell.
        try screen.waitFor("\u{3B1} \u{3B2}  end")
        screen.keys("Q")
        try screen.waitForEnd()
        let record = try String(decoding: Data(contentsOf: #require(screen.record)), as: UTF8.self)
        let drawn = try Regex(
            "\u{1B}7\u{1B}\\[3;38H\u{1B}\\[[0-9;]*m\u{3B1}\u{1B}\\[3;40H\u{1B}\\[[0-9;]*m\u{3B2}\u{1B}8")
        #expect(record.contains(drawn))
    }

    @Test func withoutColourNothingIsColoured() throws {
        for (environment, isColoured) in [(["NO_COLOR": "1"], false), (["TERM": "vt100"], false), ([:], true)] {
            let scratch = try Scratch()
            let screen = try Tmux(scratch, arguments: ["--listen", "0"], environment: environment)
            try screen.waitFor("Waiting for mail")
            if isColoured {
                _ = try SMTPClient(port: scratch.port()).deliver(
                    Array("Subject: first\r\n\r\nhttps://x.test/\r\n".utf8))
            }
            try screen.waitFor("Roost  smtp")
            if isColoured { try screen.waitFor("https://x.test/", pressing: "Enter") }
            let colours = try Regex("\u{1B}\\[(3|4|9|10)[0-7]m|;3[0-7]m|[34]8;[25];")
            #expect((screen.shown(withStyles: true).firstMatch(of: colours) != nil) == isColoured, "\(environment)")
        }
    }

    @Test func asciiTerminalsAreSentASCII() throws {
        let scratch = try Scratch()
        let config = scratch.file("config")
        try Data("ui.ascii = on\n".utf8).write(to: config)
        let screen = try Tmux(scratch, arguments: ["--listen", "0", "--config", config.path], isRecorded: true)
        try screen.waitFor("Waiting for mail")
        _ = try SMTPClient(port: scratch.port()).deliver(
            Array("Subject: Gr\u{FC}\u{DF}e \u{65E5}\u{672C}\r\n\r\nf\u{FC}r \u{20AC} 5\r\n".utf8))
        try screen.waitFor("Gr??e")
        try screen.waitFor("f<U+00FC>r <U+20AC> 5", pressing: "Enter")
        screen.keys("Q")
        try screen.waitForEnd()
        #expect(try Data(contentsOf: #require(screen.record)).allSatisfy { $0 < 0x80 })
    }

    /// `--color` before `ui.color` before NO_COLOR.
    @Test(arguments: [
        ("never", "", [], false), ("always", "1", [], true), ("always", "", ["--color", "never"], false),
    ])
    func theConfigFileSaysWhetherThereIsColour(
        setting: String, noColour: String, arguments: [String], isColoured: Bool
    ) throws {
        let scratch = try Scratch()
        let config = scratch.file("config")
        try Data("ui.color = \(setting)\n".utf8).write(to: config)
        let screen = try Tmux(
            scratch, arguments: ["--listen", "0", "--config", config.path] + arguments,
            environment: Self.xterm.merging(["NO_COLOR": noColour]) { $1 }, isRecorded: true)
        try screen.waitFor("Waiting for mail")
        _ = try SMTPClient(port: scratch.port()).deliver(Array("Subject: first\r\n\r\nbody\r\n".utf8))
        try screen.waitFor("FOLLOW")
        screen.keys("Q")
        try screen.waitForEnd()
        let record = try String(decoding: Data(contentsOf: #require(screen.record)), as: UTF8.self)
        // FOLLOW is green.
        #expect(record.contains(try Regex("\u{1B}\\[[0-9;]*32m")) == isColoured)
    }

    /// It stands on the selected row either way, and is seen only where that is asked for.
    @Test(arguments: ["visible", "hidden"]) func theCursorIsSeenWhereItIsAskedFor(setting: String) throws {
        let scratch = try Scratch()
        let config = scratch.file("config")
        try Data("ui.cursor = \(setting)\n".utf8).write(to: config)
        let screen = try Tmux(scratch, arguments: ["--listen", "0", "--config", config.path])
        try screen.waitFor("Waiting for mail")
        let client = try SMTPClient(port: scratch.port())
        for subject in ["first", "second"] {
            _ = try client.deliver(Array("Subject: \(subject)\r\n\r\nbody\r\n".utf8))
        }
        try screen.waitFor("second")
        screen.keys("j")
        try screen.waitFor("HELD")
        #expect(
            screen.tmux("display", "-p", "-t", "r", "#{cursor_flag} #{cursor_x},#{cursor_y}")
                == (setting == "visible" ? "1" : "0") + " 0,3\n")
    }
}
