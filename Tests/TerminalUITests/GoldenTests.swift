import MailCore
import MessageCatalog
import Terminal
import Testing

@testable import TerminalUI

struct GoldenTests {
    @Test func empty() throws {
        var world = World()
        try expectGolden(render(world.model), "empty")
        world.send(.resized(Size(columns: 40, rows: 12)))
        try expectGolden(render(world.model), "empty-40x12")
    }

    @Test func noListener() throws {
        try expectGolden(render(World(listener: nil).model), "empty-no-listener")
        try expectGolden(render(World(3, listener: nil).model), "list-no-listener")
    }

    @Test(arguments: [(80, 24), (40, 12), (60, 20), (120, 40), (200, 60), (20, 5), (19, 4), (20, 4), (1, 1)])
    func list(columns: Int, rows: Int) throws {
        try expectGolden(render(flags(columns: columns, rows: rows).model), "list-\(columns)x\(rows)")
    }

    private func flags(columns: Int = 80, rows: Int = 24) -> World {
        var world = World(40, columns: columns, rows: rows)
        world.arrive { $0.isPinned = true }
        world.arrive { $0.defectCount = 2 }
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

    @Test(arguments: ["1", "2", "3", "4", "5", "6"] as [Key])
    func tabs(key: Key) throws {
        var world = World(6)
        world.press(.enter, key)
        world.arrive(3)
        try expectGolden(render(world.model), "message-tab-\(key.label)")
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

    @Test func overlays() throws {
        var world = World(5)
        world.press("?")
        try expectGolden(render(world.model), "help-list")
        world.press("q", .enter, "?")
        try expectGolden(render(world.model), "help-message")
        world.press("q", "q", "s")
        try expectGolden(render(world.model), "export-prompt")
        world.press(.escape, "p", "d")
        try expectGolden(render(world.model), "question-pinned")
        world.press("n", "u", "d")
        try expectGolden(render(world.model), "toast-undo")
        world.send(.failed("export: ./mail-export: permission denied (0 of 2 written)"))
        try expectGolden(render(world.model), "toast-error")
        world.send(.listener(World.listener, leavingStopsIt: true))
        world.press("q")
        try expectGolden(render(world.model), "question-leaving")
    }

    @Test func hostile() throws {
        var world = World()
        let subjects = [
            "\u{1B}]0;owned\u{7} title", "txt.exe \u{202E}cod.eciovni", "nul\0nul",
            "日本語のとても長い件名がここに来ますので切ります日本語のとても長い件名", "emoji 😀👩‍💻👍🏽 end",
            "e\u{301}\u{302}\u{303}\u{304}\u{305} zalgo", "שלום עולם", "tab\tand\r\nline", "\u{9B}31m C1",
            "\u{E0041}\u{E000}\u{FFFE} odd",
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
