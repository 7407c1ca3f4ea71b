import MailCore
import MessageCatalog
import Terminal
import Testing

@testable import TerminalUI

struct FilterTests {
    private func shown(_ world: World) -> [MessageID] {
        (0..<world.model.list.rows.count).map { world.model.list.rows[$0] }
    }

    /// What a filter shows is what a walk over all messages finds, whatever came and went meanwhile.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func matchesAWalk(seed: UInt64) {
        var random = Random(seed: seed)
        var world = World(50)
        world.press("/")
        world.type("CAROL")
        world.press(.enter)
        for _ in 0..<30 {
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1: world.arrive(Int.random(in: 1...9, using: &random))
            case 2: world.press("d")
            case 3: world.press("u")
            default:
                if let gone = world.messages.randomElement(using: &random) { world.messages[gone.id] = nil }
                world.publish()
            }
            let expected = world.messages.filter { $0.to[0].address.contains("carol") }.map(\.id)
            #expect(shown(world) == expected.reversed())
        }
    }

    @Test func escapeRestoresEverything() {
        var world = World(60)
        world.press("G", "k", "k", "k")
        let (selection, top) = (world.model.list.selection, world.model.list.top)
        world.press("/")
        world.type("dave")
        #expect(world.model.list.selection != selection)
        world.press(.escape)
        #expect(world.model.list.selection == selection)
        #expect(world.model.list.top == top)
        #expect(world.model.list.filter == nil)
    }

    @Test func countsWhatItHides() {
        var world = World(8)
        world.press("/")
        world.type("bob")
        world.press(.enter)
        world.arrive(8)
        #expect(world.model.list.hidden == 6)
        world.press(.escape)
        #expect(world.model.list.rows.count == 16)
    }

    @Test func aRowShowsTheLineThatItMatchesBy() {
        var world = World(8)
        world.press("/")
        world.type("quoted")
        let row = String(render(world.model).row(2).map(\.cluster).joined())
        #expect(row.contains("..> quoted"))
        world.press(.control("u"))
        world.type("reset")
        #expect(!render(world.model).row(2).map(\.cluster).joined().contains(".."))
    }

    @Test func aStoreThatIsStillReadSaysHowFarItIs() {
        var world = World(3)
        func status() -> String { render(world.model).row(22).map(\.cluster).joined() }
        var snapshot = Snapshot(revision: 9, messages: SummaryList((1...4_000).map(World.summary)), isComplete: true)
        snapshot.pending = 3_000
        world.send(.snapshot(snapshot))
        #expect(status().contains("indexing 25%"))
        snapshot.pending = 0
        world.send(.snapshot(snapshot))
        #expect(!status().contains("indexing"))
    }

    @Test func editingKeys() {
        var editor = LineEditor("one two")
        for key in [.control("w"), "3", .control("a"), "0", .right, .delete, .paste("x\ny"), .control("e"), .backspace]
            as [Key]
        {
            editor.edit(key)
        }
        #expect(editor.text == "0oxe ")
        editor.edit(.control("u"))
        #expect(editor.text.isEmpty && editor.cursor == 0)
        editor.edit(.backspace)
        #expect(editor.text.isEmpty)
    }

    @Test func goingToAnID() {
        var world = World(40)
        world.press("1", "7", .enter)
        #expect(world.model.list.selection == MessageID(17))
        world.press("9", "9", .enter)
        #expect(world.model.list.selection == MessageID(17))
        #expect(world.model.toast?.kind == .warning)
    }

    @Test func pastingOutsideAPromptDoesNothing() {
        var world = World(4)
        world.press(.paste("dddd"))
        #expect(world.messages.count == 4)
        world.press("/", .paste("bob"))
        #expect(world.model.list.filter?.text == "bob")
    }
}
