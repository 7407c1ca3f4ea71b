import InternetMessage
import MailCore
import MessageCatalog
import Terminal
import Testing

@testable import TerminalUI

struct GoldenTests {
    @Test func empty() throws {
        var world = World()
        try expectGolden(render(world.model), "empty")
        world.press("j", "j", "j")
        try expectGolden(render(world.model), "empty-line-shown-whole")
        world.send(.resized(Size(columns: 40, rows: 12)))
        try expectGolden(render(world.model), "empty-40x12")
    }

    @Test func noListener() throws {
        try expectGolden(render(World(listener: nil).model), "empty-no-listener")
        try expectGolden(render(World(3, listener: nil).model), "list-no-listener")
    }

    @Test func whatIsUnusualAboutTheListenerStaysInTheTitle() throws {
        var listener = World.listener
        listener.rules = 2
        listener.listeners[0].host = "0.0.0.0"
        let screen = render(World(3, columns: 120, rows: 16, listener: listener).model)
        try expectGolden(screen, "list-exposed-with-rules")
    }

    @Test(arguments: [(80, 24), (40, 12), (60, 20), (120, 40), (200, 60), (20, 5), (19, 4), (20, 4), (1, 1)])
    func list(columns: Int, rows: Int) throws {
        try expectGolden(render(flags(columns: columns, rows: rows).model), "list-\(columns)x\(rows)")
    }

    private func flags(columns: Int = 80, rows: Int = 24) -> World {
        var world = World(40, columns: columns, rows: rows)
        world.arrive { $0.isPinned = true }
        world.arrive { $0.checks = Check.Counts([Check(.bareLF)]) }
        world.arrive { ($0.attachmentCount, $0.isRead) = (1, false) }
        world.arrive { ($0.subject, $0.from, $0.to, $0.reversePath) = (nil, [], [], "") }
        world.arrive { ($0.forwardPaths, $0.to) = ([], []) }
        world.arrive { $0.to.append(Mailbox(address: "more@example.test")) }
        world.arrive { $0.size = 215_000 }
        world.press("j", "j", " ", "g")
        return world
    }

    @Test func held() throws {
        var world = World(40)
        world.press("j", "j")
        world.arrive(13)
        try expectGolden(render(world.model), "list-held")
    }

    @Test(arguments: ["1", "2", "3", "4", "5", "6", "7"] as [Key])
    func tabs(key: Key) throws {
        var world = World(6)
        world.press(.enter, key)
        world.arrive(3)
        try expectGolden(render(world.model), "message-tab-\(key.label)")
    }

    @Test func looksOfHTML() throws {
        var world = World(1, columns: 60, rows: 24)
        world.press(.enter, "2")
        world.open(
            html: """
                <h2>Order 7</h2><p><b>bold</b> <i>italic</i> <u>underlined</u> <s>struck</s> <b><u>bold too</u></b></p>
                <p><font color="#c00">red</font> <font color="green">green</font> <font color="#b80">yellow</font>
                <font color="#00c">blue</font> <font color="magenta">magenta</font> <font color="teal">cyan</font>
                <font color="#777">grey</font> <font color="white">white</font></p>
                <p><b style="color:#c00">bold red</b> <a href="https://shop.example.test/" style="color:red">a <b>link</b></a></p>
                <blockquote>quoted <b style="color:red">words</b> that go on for so long that they take two lines</blockquote>
                """)
        try expectGolden(render(world.model), "html-looks")
    }

    @Test func codesAreCounted() throws {
        var world = World(1)
        world.press(.enter)
        world.model.message?.document?.text = "Your code is 123456, not 2026.\n\nThe old PIN was\n4711\n"
        world.model.layOutMessage()
        try expectGolden(render(world.model), "message-codes")
    }

    @Test func smallMessage() throws {
        var world = World(6, columns: 40, rows: 12)
        world.press(.enter)
        world.arrive(3)
        try expectGolden(render(world.model), "message-40x12")
    }

    @Test func removedMessage() throws {
        var world = World(6)
        world.press(.enter)
        world.messages[MessageID(6)] = nil
        world.publish()
        try expectGolden(render(world.model), "message-removed")
    }

    @Test func filter() throws {
        var world = World(40)
        world.press("/")
        world.type("reset")
        try expectGolden(render(world.model), "filter-typing")
        world.press(.enter)
        world.arrive(2) { $0.subject = "Something else" }
        try expectGolden(render(world.model), "filter-hidden")
        world.press("/")
        world.type("resett")
        try expectGolden(render(world.model), "filter-no-match")
    }

    @Test func filterThatCannotBeRead() throws {
        var world = World(40)
        world.press("/")
        world.type("reset (from:ann")
        try expectGolden(render(world.model), "filter-parse-error")
        world.press(.control("u"))
        world.type("is:")
        world.press(.tab)
        try expectGolden(render(world.model), "filter-completion")
    }

    @Test func layouts() throws {
        var world = World(40)
        world.press("S", "S")
        world.send(.tick)
        try expectGolden(render(world.model), "list-stacked")
        world.send(.resized(Size(columns: 200, rows: 24)))
        try expectGolden(render(world.model), "list-stacked-200x24")
        world.send(.resized(Size(columns: 80, rows: 24)))
        var wide = World(40, columns: 130, rows: 24)
        wide.press("S", "S", "S")
        try expectGolden(render(wide.model), "list-side")
        world.press("S", "S", "o", "s")
        try expectGolden(render(world.model), "list-by-size")
    }

    @Test func emptyWithRejections() throws {
        var status = World.listener
        (status.rejected, status.connections, status.stored) = (3, 3, 0)
        try expectGolden(render(World(listener: status).model), "empty-rejected")
    }

    @Test func errors() throws {
        var world = World(5, listener: nil)
        world.send(
            .listenFailed(
                BindError(
                    port: 1025,
                    reason: "port 1025 is held by python3[4711]; end it or choose another with --listen PORT")))
        try expectGolden(render(world.model), "bind-error")
        world.press("v")
        _ = world.model.update(.changeFailed(change: 99, reason: "flags: no space left on device"), at: world.now)
        try expectGolden(render(world.model), "store-error")
    }

    @Test func aStoreThatTakesNoMail() throws {
        var status = World.listener
        status.storeProblem = "the disk is full: mail is answered 452"
        status.evicted = 12
        var world = World(5, listener: status)
        try expectGolden(render(world.model), "store-full")
        world.milliseconds += 4_000
        world.press("j")
        try expectGolden(render(world.model), "store-full-later")
    }

    @Test func whatIsOddInTheEnvelope() throws {
        var world = World(6)
        world.press(.enter, "6")
        world.model.message?.document?.envelope.defects = [.bareLineFeed, .undeclaredUTF8]
        world.model.layOutMessage()
        try expectGolden(render(world.model), "message-envelope-defects")
    }

    @Test func whatIsBeingRendered() throws {
        var world = World(6)
        var document = Documents.document(World.summary(6))
        document.html = String(repeating: "<p>long</p>", count: 2_000)
        _ = world.model.update(.key(.enter), at: world.now)
        _ = world.model.update(.opened(document), at: world.now)
        _ = world.model.update(.key("2"), at: world.now)
        try expectGolden(render(world.model), "message-rendering")
    }

    @Test func excerpts() throws {
        var world = World(8)
        world.press("/")
        world.type("your invoice")
        try expectGolden(render(world.model), "filter-excerpts")
    }

    @Test func overlays() throws {
        var world = World(5)
        world.press("?")
        try expectGolden(render(world.model), "help-list")
        world.type("mark")
        try expectGolden(render(world.model), "help-filtered")
        world.press(.escape, .enter, "?")
        try expectGolden(render(world.model), "help-message")
        world.send(.resized(Size(columns: 120, rows: 40)))
        try expectGolden(render(world.model), "help-message-120x40")
        world.send(.resized(Size(columns: 80, rows: 24)))
        world.press(.escape, "q", ":")
        world.type("mk")
        try expectGolden(render(world.model), "palette")
        world.press(.escape, " ", " ", "s")
        try expectGolden(render(world.model), "export-dialog")
        world.press(.tab)
        world.send(.failed("export: ./mail-export: permission denied (0 of 2 written)"))
        try expectGolden(render(world.model), "export-dialog-error")
        world.press(.escape, .escape, .escape, "y")
        try expectGolden(render(world.model), "yank-menu")
    }

    @Test func toastsAndQuestions() throws {
        var world = World(5)
        world.press("p", "d")
        try expectGolden(render(world.model), "question-pinned")
        world.press("n", "u", "d")
        try expectGolden(render(world.model), "toast-undo")
        world.send(.failed("export: ./mail-export: permission denied (0 of 2 written)"))
        try expectGolden(render(world.model), "toast-error")
        world.send(.listener(World.listener, leavingStopsIt: true))
        world.press("q")
        try expectGolden(render(world.model), "question-leaving")
        world.press(.escape, ":")
        world.type("log")
        world.press(.enter)
        try expectGolden(render(world.model), "log")
        world.press("q", "p", "C")
        try expectGolden(render(world.model), "list-after-clear")
    }

    @Test func smallOverlays() throws {
        var world = World(5, columns: 40, rows: 12)
        world.press("?")
        try expectGolden(render(world.model), "help-40x12")
        world.press(.escape, "s")
        try expectGolden(render(world.model), "export-dialog-40x12")
        world.press(.escape, "y")
        try expectGolden(render(world.model), "yank-menu-40x12")
        world.press(.escape, .enter, "5")
        try expectGolden(render(world.model), "message-parts-40x12")
    }

    @Test func parts() throws {
        var world = World(6)
        world.press(.enter, "5", "G", "s")
        try expectGolden(render(world.model), "save-dialog")
        world.press(.escape, .enter)
        try expectGolden(render(world.model), "part-hex")
        world.press("q", "4", "x")
        try expectGolden(render(world.model), "source-hex")
        world.press("x", "1", .tab, "/")
        world.type("invoice")
        try expectGolden(render(world.model), "find")
    }

    @Test func comparing() throws {
        var world = World(9)
        world.press("j", " ", " ", "c")
        try expectGolden(render(world.model), "compare-text")
        world.press("3")
        try expectGolden(render(world.model), "compare-headers")
    }

    @Test func activity() throws {
        var world = World(4)
        world.sessions = [SessionProblem.tlsOnPlainPort, .mailSyntax, .clientGone].enumerated().map { index, problem in
            Reports.report(problem, number: index)
        }
        world.sessions[0].count = 214
        world.listenerChanges = [
            ListenerChange(time: World.start, isStart: true, text: "smtp://127.0.0.1:1025"),
            ListenerChange(time: World.time(minutes: 1), isStart: false, text: "ended by a signal"),
        ]
        world.publish()
        world.press("A")
        try expectGolden(render(world.model), "activity")
        var status = World.listener
        status.sessions = [("content", 31_000, nil), ("commands", 0, SessionProblem.noEndOfData.rawValue)].enumerated()
            .map { index, session in
                ListenerStatus.Session(
                    session: "1.\(70 + index)", peer: "172.17.0.3:4002\(index)", process: nil, state: session.0,
                    octets: session.1, since: World.time(minutes: 4 + index).rfc3339, problem: session.2)
            }
        status.missing = ["port 1587 is held by node[12]"]
        world.send(.listener(status, leavingStopsIt: false))
        world.press("b", "j")
        try expectGolden(render(world.model), "activity-open")
        world.press("b", "j", "j", "j")
        try expectGolden(render(world.model), "activity-bad")
        world.send(.resized(Size(columns: 40, rows: 12)))
        try expectGolden(render(world.model), "activity-40x12")
        world.send(.resized(Size(columns: 200, rows: 60)))
        try expectGolden(render(world.model), "activity-200x60")
    }

    @Test(arguments: SessionProblem.allCases) func reasons(problem: SessionProblem) throws {
        var world = World(0, rows: 16)
        world.sessions = [Reports.report(problem, number: 1)]
        world.publish()
        world.press("A")
        try expectGolden(render(world.model), "activity-\(problem.rawValue)")
    }

    @Test func hostile() throws {
        var world = World()
        let subjects = [
            "\u{1B}]0;owned\u{7} title", "txt.exe \u{202E}cod.eciovni", "nul\0nul",
            "日本語のとても長い件名がここに来ますので切ります日本語のとても長い件名", "emoji 😀👩‍💻👍🏽 end",
            "e\u{301}\u{302}\u{303}\u{304}\u{305} zalgo", "שלום עולם", "tab\tand\r\nline", "\u{9B}31m C1",
            "\u{E0041}\u{E000}\u{FFFE} odd", String(repeating: "W", count: 3_000), "=?x-foo?Q?un=3Ddecodable?= raw",
            "\u{FF28}\u{FF21}\u{FF2C}\u{FF26} \u{FF83}\u{FF8E} \u{2028}x", "\u{1B}P1;1|\u{1B}\\ DCS \u{8}\u{8}",
            "🏳️‍🌈🇩🇪 e\u{200B}\u{2060}nd\u{AD}",
        ]
        for subject in subjects {
            world.arrive {
                $0.subject = subject
                $0.from = [Mailbox(displayName: subject, address: "x@example.test")]
                $0.to = [Mailbox(address: subject)]
            }
        }
        try expectGolden(render(world.model), "hostile-list")
        world.send(.resized(Size(columns: 120, rows: 16)))
        try expectGolden(render(world.model), "hostile-120x16")
    }
}

enum Reports {
    static func report(_ problem: SessionProblem, number: Int) -> SessionReport {
        SessionReport(
            origin: Origin(
                peer: "127.0.0.1:5144\(number)", process: number == 0 ? "node[8812]" : nil,
                helo: Array("app.local".utf8),
                session: SessionID(listener: 1, number: UInt64(60 + number))),
            ended: World.time(minutes: 2 + number), problem: problem, detail: Array("MAIL FROM:<a b>\u{1B}[31m".utf8),
            envelope: Envelope(
                reversePath: Path(address: "app@example.test"), forwardPaths: [Path(address: "ann@example.test")]),
            octets: number * 31_000,
            dialogue: [
                DialogueLine(elapsed: 0, side: .server, text: Array("220 roost ESMTP".utf8)),
                DialogueLine(elapsed: 1_000, side: .client, text: [0x16, 0x03, 0x01, 0x02]),
                DialogueLine(elapsed: 1_200, side: .server, text: Array("554 5.7.0 this port expects plain SMTP".utf8)),
            ])
    }
}
