import Foundation
import Testing

/// What the screen hands to other programs: pager, pipe, viewers, browser, clipboards.
@Suite(.serialized) struct ScreenOutsideTests {
    private static let html = """
        From: a@example.test\r
        To: b@example.test\r
        Subject: to be looked at\r
        MIME-Version: 1.0\r
        Content-Type: multipart/mixed; boundary=x\r
        \r
        --x\r
        Content-Type: text/html\r
        \r
        <script>alert(1)</script><img src=http://tracker.test/o.gif><a href="https://shop.test/pay?a=1&b=2">pay</a>\r
        --x\r
        Content-Type: application/x-thing; name="../../thing.bin"\r
        Content-Transfer-Encoding: base64\r
        \r
        aGVsbG8=\r
        --x--\r

        """

    /// The screen on that one message, with settings and a folder of programs that come first.
    private func screen(
        _ scratch: Scratch, settings: String = "", programs: [String: String] = [:],
        environment: [String: String] = [:],
        isRecorded: Bool = false
    ) throws -> Tmux {
        let (config, folder) = (scratch.file("config"), scratch.file("programs"))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in programs {
            let file = folder.appendingPathComponent(name)
            try Data(("#!/bin/sh\n" + text + "\n").utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
        }
        try Data(settings.utf8).write(to: config)
        var all = ["PATH": folder.path + ":/usr/bin:/bin", "DISPLAY": "", "WAYLAND_DISPLAY": ""]
        all.merge(environment) { $1 }
        let screen = try Tmux(
            scratch, arguments: ["--listen", "0", "--config", config.path], environment: all, isRecorded: isRecorded)
        try screen.waitFor("Waiting for mail")
        _ = try SMTPClient(port: scratch.port()).deliver(Array(Self.html.utf8))
        try screen.waitFor("to be looked at")
        return screen
    }

    @Test func thePagerGetsTheSourceAndGivesTheTerminalBack() throws {
        let scratch = try Scratch()
        let screen = try screen(
            scratch, environment: ["PAGER": "head -3; echo paged; read x </dev/tty; true"])
        screen.keys("e")
        try screen.waitFor("paged")
        #expect(screen.shown().contains("From: a@example.test"))
        screen.keys("Enter")
        try screen.waitFor("Enter open")
    }

    @Test func whatIsPipedIsTheStoredOctets() throws {
        let scratch = try Scratch()
        let screen = try screen(scratch)
        let target = scratch.file("piped")
        screen.keys("|")
        screen.type("cat >\(target.path); echo has it")
        screen.keys("Enter")
        try screen.waitFor("exit 0")
        screen.keys("Enter")
        try screen.waitFor("Enter open")
        #expect(try Data(contentsOf: target) == Data(Self.html.utf8))
    }

    @Test func aPartIsShownByItsViewer() throws {
        let scratch = try Scratch()
        let screen = try screen(scratch, settings: "ui.view.application/x-thing = rev; printf '\\033[31mred'\n")
        screen.keys("v")
        try screen.waitFor("application/x-thing")
        screen.keys("j", "j", "Enter")
        try screen.waitFor("olleh")
        // A viewer's output is no more trusted than the mail.
        #expect(screen.shown().contains("^[[31mred"))
    }

    @Test func aViewerOfMailcapIsTaken() throws {
        let scratch = try Scratch()
        try Data("application/x-thing; tr a-z A-Z < %s; copiousoutput\n".utf8)
            .write(to: URL(fileURLWithPath: scratch.folder + "/.mailcap"))
        let screen = try screen(scratch)
        screen.keys("v")
        try screen.waitFor("application/x-thing")
        screen.keys("j", "j", "Enter")
        try screen.waitFor("HELLO")
    }

    @Test func theBrowserGetsAPageThatCanDoNothing() throws {
        let scratch = try Scratch()
        let copy = scratch.file("page")
        let screen = try screen(
            scratch, settings: "ui.browser = browse\n",
            programs: ["browse": "stat -c %a \"$(dirname \"$1\")\" >\(copy.path).mode; cp \"$1\" \(copy.path)"],
            environment: ["DISPLAY": ":77"])
        screen.keys("V")
        try screen.waitFor("opened with browse")
        for _ in 0..<400 where !FileManager.default.fileExists(atPath: copy.path) { try screen.waitFor("Roost") }
        let page = try String(contentsOf: copy, encoding: .utf8)
        #expect(page.contains("default-src 'none'") && page.contains("img-src data:;"))
        #expect(page.contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\""))
        #expect(!page.contains("<script>") && page.contains("&lt;script&gt;"))
        #expect(try String(contentsOfFile: copy.path + ".mode", encoding: .utf8) == "700\n")
    }

    @Test func aLinkIsOpenedAsOneArgument() throws {
        let scratch = try Scratch()
        let told = scratch.file("link")
        let screen = try screen(
            scratch, settings: "ui.browser = browse\n", programs: ["browse": "echo \"$#:$1\" >\(told.path)"],
            environment: ["DISPLAY": ":77"])
        screen.keys("Enter", "2")
        try screen.waitFor("pay")
        screen.keys("Tab", "o")
        try screen.waitFor("opened with browse")
        for _ in 0..<400 where !FileManager.default.fileExists(atPath: told.path) { try screen.waitFor("pay") }
        #expect(try String(contentsOf: told, encoding: .utf8) == "1:https://shop.test/pay?a=1&b=2\n")
    }

    @Test func withoutADesktopThePageIsKeptAndItsPathCopied() throws {
        let scratch = try Scratch()
        let screen = try screen(scratch)
        screen.keys("V")
        try screen.waitFor("Copied its path and an scp line with tmux")
        let copied = screen.tmux("show-buffer").split(separator: "\n")
        #expect(copied.count == 2 && copied.last?.hasPrefix("scp ") == true)
        #expect(FileManager.default.fileExists(atPath: String(copied.first ?? "")))
    }

    @Test func theTerminalsClipboardIsSentBase64AndNothingElse() throws {
        let scratch = try Scratch()
        let screen = try screen(
            scratch, settings: "ui.clipboard = osc52\n", environment: ["TERM": "xterm-256color"], isRecorded: true)
        screen.keys("y", "a")
        try screen.waitFor("not confirmed")
        let record = try String(decoding: Data(contentsOf: #require(screen.record)), as: UTF8.self)
        #expect(record.contains("\u{1B}]52;c;\(Data("b@example.test".utf8).base64EncodedString())\u{7}"))
    }
}
