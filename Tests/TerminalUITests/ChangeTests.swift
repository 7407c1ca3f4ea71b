import MailCore
import MessageCatalog
import Terminal
import TerminalText
import Testing

@testable import TerminalUI

struct ChangeTests {
    @Test func manyDeletionsAreUndoneOneByOne() {
        var world = World(60)
        world.press("j", "j", "j", "j", "j")
        let before = (world.messages, world.model.list.selection)
        for _ in 0..<30 { world.press("d", apart: 30) }
        #expect(world.messages.count == 30)
        for _ in 0..<30 { world.press("u", apart: 30) }
        #expect(world.messages == before.0)
        #expect(world.model.list.messages == before.0)
        #expect(world.model.list.selection == before.1)
    }

    @Test func undoWaitsForTheStore() {
        var model = Model(World.settings, size: Size(columns: 80, rows: 24), now: World().now)
        let messages = SummaryList((1...5).map { World.summary($0) })
        let now = Moment(milliseconds: 1_000, wall: World.start)
        _ = model.update(.snapshot(Snapshot(messages: messages, isComplete: true)), at: now)
        #expect(model.update(.key("d"), at: now) == [.delete([MessageID(5)], change: 1)])
        #expect(model.list.messages.count == 4)
        // A snapshot from before the deletion does not bring the row back.
        _ = model.update(.snapshot(Snapshot(messages: messages, isComplete: true)), at: now)
        #expect(model.list.messages.count == 4)
        #expect(model.update(.key("u"), at: now) == [])
        #expect(model.list.messages.count == 5)
        #expect(model.update(.changed(change: 1, sequence: 77), at: now) == [.undo(sequence: 77, change: 2)])
        var shorter = messages
        shorter[MessageID(5)] = nil
        _ = model.update(.snapshot(Snapshot(messages: shorter, isComplete: true)), at: now)
        #expect(model.list.messages.count == 5)
    }

    @Test func aFailedDeletionComesBack() {
        var model = Model(World.settings, size: Size(columns: 80, rows: 24), now: World().now)
        let messages = SummaryList((1...5).map { World.summary($0) })
        let now = Moment(milliseconds: 1_000, wall: World.start)
        _ = model.update(.snapshot(Snapshot(messages: messages, isComplete: true)), at: now)
        _ = model.update(.key("d"), at: now)
        _ = model.update(.changeFailed(change: 1, reason: "delete: no space left"), at: now)
        #expect(model.list.messages == messages)
        #expect(model.toast?.kind == .error)
        #expect(model.update(.key("u"), at: now) == [])
    }

    @Test func clearSparesPinnedAndIsUndone() {
        var world = World(20)
        world.press("p", "j", "j")
        let before = world.messages
        for _ in 0..<10 { world.press("C", apart: 30) }
        #expect(world.messages.map(\.id) == [MessageID(20)])
        world.press("u")
        #expect(world.messages == before)
        #expect(world.model.list.selection == MessageID(18))
    }

    /// A key that is held down for two seconds, and whatever stands under it then.
    @Test(arguments: ["C", "D", "$", .enter, "d", "y"] as [Key]) func heldKeysAnswerNothing(key: Key) {
        var world = World(20)
        world.press("p", "j", "p", "j")
        for _ in 0..<60 { world.press(key, apart: 33) }
        #expect(world.messages.count { $0.isPinned } == 2)
        for _ in 0..<60 { world.press(.escape, "q", "u", apart: 500) }
        #expect(world.messages.count == 20)
    }

    @Test func pinnedAsksAndHeldKeysDoNotAnswer() {
        var world = World(5)
        world.press("p", "d")
        world.press("y", apart: 100)
        #expect(world.messages.count == 5)
        world.press("n")
        #expect(world.messages.count == 5 && world.model.overlay == nil)
        world.press("d", "y")
        #expect(world.messages.count == 4)
    }

    @Test func whatIsUndoneIsDoneAgain() {
        var world = World(10)
        world.press("d", "p", " ", "u", "u", "u")
        #expect(world.messages.count == 10)
        #expect(world.model.list.marks.isEmpty)
        world.press(.control("r"), .control("r"), .control("r"))
        #expect(world.messages.count == 9)
        #expect(world.messages.count { $0.isPinned } == 1)
        #expect(world.model.list.marks.count == 1)
        world.press(.control("r"))
        #expect(world.messages.count == 9)
        world.press("u", "u", "u", "r", .control("r"))
        #expect(world.messages.count == 10)
    }

    @Test func deletingWhatMatchesAsks() {
        var world = World(12)
        world.press("D")
        world.type("to:ann")
        world.press(.enter, "x")
        #expect(world.messages.count == 12)
        world.press("D", .up, .enter, "y")
        #expect(world.messages.count == 9)
        world.press("T")
        world.type("to:bob")
        world.press(.enter, "/")
        world.type("is:marked")
        world.press(.enter)
        #expect(world.model.list.rows.count == 3)
        world.press(.escape, "U")
        world.type("id:9")
        world.press(.enter)
        #expect(world.model.list.marks == [MessageID(1), MessageID(5)])
    }

    @Test func whatIsPurgedIsNotUndone() {
        var world = World(10)
        world.press("d", "p", "$", "n")
        #expect(world.model.toast?.text.string.contains("purged") != true)
        world.press("$", "y")
        #expect(world.model.toast?.text.string.hasPrefix("1 messages purged") == true)
        world.press("u")
        #expect(world.messages.count == 9)
        #expect(world.messages.allSatisfy { !$0.isPinned })
        world.press("u")
        #expect(world.messages.count == 9)
    }

    @Test func marksAreCopiedTogether() {
        var world = World(10)
        world.press(" ", " ", "y", "#", "y", "i", "y", "a", "y", "t")
        #expect(world.copied[0] == "9\n10")
        #expect(world.copied[1] == "bob@example.test\ncarol@example.test")
        #expect(world.copied[2].hasPrefix("Hi Ann"))
    }

    @Test func marksAreActedOnTogether() {
        var world = World(10)
        world.press(" ", " ", "s", .enter)
        #expect(world.exports == [[MessageID(9), MessageID(10)]])
        world.press("d")
        #expect(world.messages.count == 8)
        world.press("u")
        #expect(world.messages.count == 10)
        #expect(world.model.list.marks == [MessageID(9), MessageID(10)])
    }

    @Test func readingMarksRead() {
        var world = World(5)
        #expect(world.messages[MessageID(5)]?.isRead == false)
        #expect(world.model.list.unread == 1)
        world.press(.enter, "q")
        #expect(world.messages[MessageID(5)]?.isRead == true)
        #expect(world.model.list.unread == 0)
        world.press("r")
        #expect(world.messages[MessageID(5)]?.isRead == false)
        world.press("u")
        #expect(world.messages[MessageID(5)]?.isRead == true)
    }

    @Test func deletingTheOpenMessageShowsTheNext() {
        var world = World(3)
        world.press(.enter, "d")
        #expect(world.model.message?.id == MessageID(2))
        world.press("d", "d")
        #expect(world.model.message == nil)
        #expect(world.messages.isEmpty)
    }

    @Test func leaving() {
        var world = World(3)
        world.press("q")
        #expect(world.left == [.quit])
        world.left = []
        world.send(.listener(World.listener, leavingStopsIt: true))
        world.press("q", "j", "q", "D")
        #expect(world.left == [.detach])
        world.press("q")
        #expect(world.left == [.detach, .quit])
        world.press(.escape, "Q", .control("z"), .control("l"))
        #expect(world.left.suffix(3) == [.quit, .suspend, .redraw])
        world.left = []
        world.press(.control("c"))
        #expect(world.left == [])
        world.press(.control("c"))
        #expect(world.left == [.quit])
    }

    @Test func damageIsToldOnce() {
        var world = World(3)
        func snapshot(_ damages: [String]) -> Event {
            .snapshot(Snapshot(messages: world.messages, isComplete: true, damages: damages))
        }
        world.send(snapshot(["00000001.roost at 512: bad checksum"]))
        #expect(world.model.toast?.text.string.contains("00000001.roost at 512") == true)
        #expect(world.model.waitMilliseconds(at: world.now) == 6_000)
        world.milliseconds += 6_000
        world.send(.tick)
        #expect(world.model.toast?.kind == nil)
        world.send(snapshot(["00000001.roost at 512: bad checksum"]))
        #expect(world.model.toast?.kind == nil)
        #expect(world.model.waitMilliseconds(at: world.now) == nil)
    }

    @Test func errorsStayUntilAKeyAndAtLeastThreeSeconds() {
        var world = World(3)
        world.send(.failed("export: no space left"))
        world.press("j")
        #expect(world.model.toast?.kind == .error)
        world.send(.noticed("something lesser"))
        #expect(world.model.toast?.kind == .error)
        world.press("j", "j", "j")
        #expect(world.model.toast?.kind == nil)
    }

    @Test func whatCannotBeOpenedClosesAgain() {
        var world = World(3)
        _ = world.model.update(.key(.enter), at: world.now)
        #expect(world.model.message?.id == MessageID(3))
        _ = world.model.update(.openFailed(MessageID(3), reason: "deleted"), at: world.now)
        #expect(world.model.message?.id == nil)
        #expect(world.model.toast?.kind == .error)
    }
}
