import Foundation
import Testing

/// The screen in a real terminal, driven by tmux. Waits on what is shown, never on time.
@Suite(.serialized) struct ScreenTests {
    @Test func mailAppearsWithoutAKeyAndInASecondScreen() throws {
        let scratch = try Scratch()
        let first = try Tmux(scratch, arguments: ["--listen", "0"])
        try first.waitFor("Waiting for mail")
        let port = try scratch.port()
        let second = try Tmux(scratch, arguments: ["--listen", "0"])
        try second.waitFor("Waiting for mail")
        #expect(try SMTPClient(port: port).deliver(Array("Subject: first of all\r\n\r\nbody\r\n".utf8)) == 1)
        try first.waitFor("first of all")
        try second.waitFor("first of all")
    }

    @Test func aHostileSubjectLeavesTheTerminalUnharmed() throws {
        let scratch = try Scratch()
        let screen = try Tmux(scratch, arguments: ["--listen", "0"])
        try screen.waitFor("Waiting for mail")
        let hostile: [UInt8] =
            Array("Subject: evil \u{1B}]0;hacked\u{07} \u{202E}txt.exe ".utf8) + [0]
            + Array(" end\r\n\r\n\u{1B}[2Jx\r\n".utf8)
        _ = try SMTPClient(port: scratch.port()).deliver(hostile)
        try screen.waitFor("end")
        #expect(!screen.title().contains("hacked"))
        // Enter right after an arrival is meant for the row that was there before; there was none.
        try screen.waitFor("^[[2Jx", pressing: "Enter")
        #expect(!screen.title().contains("hacked"))
    }

    @Test func aStoppedScreenDoesNotStopTheListener() throws {
        let scratch = try Scratch()
        let screen = try Tmux(scratch, arguments: ["--listen", "0"])
        try screen.waitFor("Waiting for mail")
        let client = try SMTPClient(port: scratch.port())
        kill(try screen.pid(), SIGSTOP)
        #expect(try client.deliver(Array("Subject: while stopped\r\n\r\n".utf8)) == 1)
        kill(try screen.pid(), SIGCONT)
        try screen.waitFor("while stopped")
    }

    @Test(arguments: [SIGKILL, SIGHUP, SIGTERM]) func theListenerEndsWithItsScreen(signal: Int32) throws {
        let scratch = try Scratch()
        let screen = try Tmux(scratch, arguments: ["--listen", "0"])
        try screen.waitFor("Waiting for mail")
        let client = try SMTPClient(port: scratch.port())
        kill(try screen.pid(), signal)
        #expect(try client.reply().hasPrefix("421"))
        #expect(try Program.run("ready", "--timeout", "0s", at: scratch).code == 1)
    }

    @Test func quitAsksAndDetachLeavesTheListener() throws {
        let scratch = try Scratch()
        let screen = try Tmux(scratch, arguments: ["--listen", "0"])
        try screen.waitFor("Waiting for mail")
        screen.keys("q")
        try screen.waitFor("q again stops port")
        screen.keys("D")
        try screen.waitForEnd()
        #expect(try Program.run("ready", "--timeout", "0s", at: scratch).code == 0)
        #expect(try Program.run("stop", at: scratch).code == 0)
    }

    @Test func aKilledListenerIsNoticedWithoutAKey() throws {
        let scratch = try Scratch()
        let screen = try Tmux(scratch, arguments: ["--listen", "0"])
        try screen.waitFor("Waiting for mail")
        kill(try scratch.listenerProcess(), SIGKILL)
        try screen.waitFor("no listener: no mail comes in")
        #expect(try Program.run("serve", "--detach", "--listen", "0", at: scratch).code == 0)
        try screen.waitFor("Waiting for mail on 127.0.0.1")
        #expect(try Program.run("stop", at: scratch).code == 0)
        try screen.waitFor("no listener: no mail comes in")
    }

    @Test func theLastScreenToLeaveIsTheOneThatAsks() throws {
        let scratch = try Scratch()
        let first = try Tmux(scratch, arguments: ["--listen", "0"])
        try first.waitFor("Waiting for mail")
        let second = try Tmux(scratch, arguments: ["--listen", "0"])
        try second.waitFor("Waiting for mail")
        first.keys("q")
        try first.waitForEnd()
        #expect(try Program.run("ready", "--timeout", "0s", at: scratch).code == 0)
        second.keys("q")
        try second.waitFor("q again stops port")
        second.keys("q")
        try second.waitForEnd()
        #expect(try Program.run("ready", "--timeout", "0s", at: scratch).code == 1)
    }

    @Test func aScriptFiltersAndDumpsAndEveryFrameIsLogged() throws {
        let scratch = try Scratch()
        let (script, dump, frames) = (scratch.file("script"), scratch.file("dump"), scratch.file("frames"))
        let steps = [
            "wait-mail 2", "wait-idle", "filter", "type subject:reset", "key enter", "wait-idle", "dump \(dump.path)",
            "quit",
        ]
        try Data(steps.joined(separator: "\n").utf8).write(to: script)
        let screen = try Tmux(
            scratch,
            arguments: ["--listen", "0", "--script", script.path, "--frame-log", "3", "3>\(frames.path)"])
        try screen.waitFor("Waiting for mail")
        let client = try SMTPClient(port: scratch.port())
        _ = try client.deliver(Array("Subject: Reset your password\r\n\r\nbody\r\n".utf8))
        _ = try client.deliver(Array("Subject: Order shipped\r\n\r\nbody\r\n".utf8))
        try screen.waitForEnd()
        let shown = try String(contentsOf: dump, encoding: .utf8)
        #expect(shown.contains("Reset your password") && !shown.contains("Order shipped"))
        #expect(shown.contains("1 of 2 match"))
        let lines = try String(contentsOf: frames, encoding: .utf8).split(separator: "\n")
        #expect(lines.count > 8)
        #expect(lines.allSatisfy { $0.hasPrefix("frame ") && $0.split(separator: " ").count == 6 })
    }

    @Test func aScreenIsHeldToItsScope() throws {
        let scratch = try Scratch()
        let mbox = ["mine one", "other", "mine two"].map {
            "From a@b.test Mon Nov 23 12:00:00 2026\nSubject: \($0)\n\nhi\n\n"
        }
        #expect(try Program.run(["import", "-"], at: scratch, input: mbox.joined()).code == 0)
        let (script, dump) = (scratch.file("script"), scratch.file("dump"))
        let steps = ["wait-mail 2", "wait-idle", "dump \(dump.path)", "clear", "wait-idle", "quit"]
        try Data(steps.joined(separator: "\n").utf8).write(to: script)
        let screen = try Tmux(
            scratch, arguments: ["--listen", "0", "--script", script.path], environment: ["ROOST_SCOPE": "subject:mine"]
        )
        try screen.waitForEnd()
        let shown = try String(contentsOf: dump, encoding: .utf8)
        #expect(shown.contains("mine one") && shown.contains("mine two") && !shown.contains("other"))
        #expect(try Program.run("list", "--ids", at: scratch).text == "2\n")
    }

    @Test func aTakenPortIsAScreenThatCanGoOn() throws {
        let (scratch, other) = (try Scratch(), try Scratch())
        let holder = try Listener(other)
        let screen = try Tmux(scratch, arguments: ["--listen", String(holder.port)])
        try screen.waitFor("Port \(holder.port) cannot be used")
        screen.keys("n")
        try screen.waitFor("Waiting for mail")
        #expect(try scratch.port() != holder.port)
    }

    @Test func suspendingGivesTheTerminalBackAndAnswersGoOn() throws {
        let scratch = try Scratch()
        let screen = try Tmux(scratch, arguments: ["--listen", "0"])
        try screen.waitFor("Waiting for mail")
        let client = try SMTPClient(port: scratch.port())
        for command in ["MAIL FROM:<a@example.test>", "RCPT TO:<b@example.test>", "DATA"] {
            _ = try client.command(command)
        }
        client.send(Array("Subject: meanwhile\r\n".utf8))
        screen.keys("C-z")
        client.send(Array("\r\nbody\r\n".utf8))
        #expect(try client.command(".").hasPrefix("250 "))
        kill(try screen.pid(), SIGCONT)
        try screen.waitFor("meanwhile")
    }

    @Test func resizingToNothingAndBackKeepsTheScreen() throws {
        let scratch = try Scratch()
        let screen = try Tmux(scratch, arguments: ["--listen", "0"])
        try screen.waitFor("Waiting for mail")
        screen.resize(columns: 3, rows: 1)
        screen.resize(columns: 200, rows: 60)
        try screen.waitFor("Waiting for mail")
    }

    @Test func aFilterAndAnExportByKeys() throws {
        let scratch = try Scratch()
        let screen = try Tmux(scratch, arguments: ["--listen", "0"])
        try screen.waitFor("Waiting for mail")
        let client = try SMTPClient(port: scratch.port())
        let wanted = Array("Subject: Reset your password\r\n\r\nbody\r\n".utf8)
        _ = try client.deliver(wanted)
        _ = try client.deliver(Array("Subject: Order shipped\r\n\r\nbody\r\n".utf8))
        try screen.waitFor("Order shipped")
        screen.keys("/")
        screen.type("subject:reset")
        try screen.waitFor("1 of 2 match")
        #expect(!screen.shown().contains("Order shipped"))
        screen.keys("Enter", "s")
        try screen.waitFor("Export message 1")
        let folder = scratch.file("exported").path
        screen.keys("C-u")
        screen.type(folder)
        screen.keys("Enter")
        try screen.waitFor("Exported 1 to")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(names.count == 1)
        #expect(try FileManager.default.contents(atPath: folder + "/" + #require(names.first)) == Data(wanted))
        screen.keys("Escape")
        try screen.waitFor("Order shipped")
    }

    /// What one screen reads, pins and deletes, the other shows; where it is and its filter are its own.
    @Test func twoScreensShowTheSameStateOfAMessage() throws {
        let scratch = try Scratch()
        // Before a screen is there: for a moment after the selection followed an arrival, a key means what was selected before.
        let mbox = ["lowest", "middle", "highest"].map {
            "From a@example.test Mon Nov 23 14:00:00 2026\nSubject: \($0)\n\nbody\n\n"
        }
        #expect(try Program.run(["import", "-"], at: scratch, input: mbox.joined()).code == 0)
        let first = try Tmux(scratch, arguments: ["--listen", "0"])
        let second = try Tmux(scratch, arguments: ["--listen", "0"])
        try first.waitFor("3 msgs 3 new")
        try second.waitFor("3 msgs 3 new")
        second.keys("/")
        second.type("subject:highest")
        second.keys("Enter")
        try second.waitFor("1 of 3 match")
        first.keys("r")
        try second.waitFor("3 msgs 2 new")
        first.keys("p")
        try second.waitFor("> P")
        first.keys("j", "d")
        try first.waitFor("u undo")
        try second.waitFor("1 of 2 match")
        #expect(first.shown().contains("lowest"))
        first.keys("u")
        try second.waitFor("1 of 3 match")
    }
}
