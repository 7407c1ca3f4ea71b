import MailCore
import MessageCatalog
import Terminal
import TerminalText
import Testing

@testable import TerminalUI

struct FollowTests {
    @Test func followsUntilMovedAway() {
        var world = World(10)
        #expect(world.model.list.selection == MessageID(10))
        world.arrive(3)
        #expect(world.model.list.selection == MessageID(13))
        world.press("j")
        world.arrive(4)
        #expect(world.model.list.selection == MessageID(12))
        #expect(world.model.list.arrived == 4)
    }

    @Test(
        arguments: ["j", .down, .control("n"), .control("d"), .pageDown, .control("f"), "z", "G", .end, "F", " ", "t"]
            as [Key])
    func holds(key: Key) {
        var world = World(60)
        world.press(key)
        #expect(!world.model.list.isFollowing)
        world.arrive(5)
        #expect(world.model.list.arrived == 5)
    }

    @Test(arguments: ["g", .home, "=", "F"] as [Key])
    func goesBackToFollow(key: Key) {
        var world = World(60)
        world.press("G")
        world.arrive(2)
        world.press(key)
        #expect(world.model.list.isFollowing)
        world.arrive(1)
        #expect(world.model.list.selection == MessageID(63))
    }

    @Test(arguments: ["k", .up, .control("p"), .control("u"), .pageUp, .control("b"), "Z"] as [Key])
    func movingOntoTheNewestFollows(key: Key) {
        var world = World(60)
        world.press("j", key)
        #expect(world.model.list.isFollowing)
    }

    @Test func theSelectionWaitsForTheHand() {
        var world = World(10)
        world.press("g")
        world.milliseconds += 1_000
        world.press("g")
        let pressed = world.milliseconds
        world.messages[MessageID(11)] = World.summary(11)
        world.milliseconds = pressed + 100 - 500
        world.publish()
        #expect(world.model.list.selection == MessageID(10))
        #expect(world.model.waitMilliseconds(at: world.now) == 200)
        world.milliseconds = pressed + 300
        world.send(.tick)
        #expect(world.model.list.selection == MessageID(11))
        // The key was meant for what was selected a moment ago.
        world.press(.enter, apart: 100)
        #expect(world.model.message?.id == MessageID(10))
    }

    @Test func readingIsNotDisturbed() {
        var world = World(10)
        world.press("j", "j", .enter)
        world.arrive(10)
        #expect(world.model.message?.id == MessageID(8))
        world.press("J")
        #expect(world.model.message?.id == MessageID(7))
        world.press("K", "K", "q")
        #expect(world.model.list.selection == MessageID(9))
        #expect(world.model.list.arrived == 10)
    }

    @Test func openingTheNewestHoldsAndComesBackToFollow() {
        var world = World(5)
        world.press(".", "q")
        #expect(world.model.list.isFollowing)
        world.press(".")
        world.arrive(1)
        #expect(world.model.message?.id == MessageID(5))
        world.press("q")
        #expect(world.model.list.selection == MessageID(5))
        #expect(!world.model.list.isFollowing)
    }
}

struct OrderTests {
    private func shown(_ world: World) -> [MessageID] {
        (0..<world.model.list.rows.count).map { world.model.list.rows[$0] }
    }

    /// Arrivals are put in their place: the same as sorting all anew.
    @Test(arguments: ["a", "s", "f", "t", "u"] as [Key], [false, true])
    func arrivalsAreInserted(key: Key, isReversed: Bool) {
        var world = World(30)
        world.press("o", key)
        if isReversed { world.press("O") }
        for round in 0..<12 {
            world.arrive(3) {
                ($0.size, $0.subject) = (Int($0.id.rawValue * 7_919 % 50), "s\($0.id.rawValue * 31 % 13)")
            }
            if round % 4 == 3 { world.press("d") }
            let order = world.model.preferences.order
            let expected = world.messages.sorted { order.isLess($0, $1) }.map(\.id)
            #expect(shown(world) == (isReversed ? expected : expected.reversed()))
            for (row, id) in shown(world).enumerated() { #expect(world.model.list.rows.index(of: id) == row) }
        }
    }

    @Test func oldestFirstFollowsAtTheEnd() {
        var world = World(60)
        world.press("O", "G")
        #expect(world.model.list.isFollowing)
        world.arrive(3)
        #expect(world.model.list.selection == MessageID(63))
        world.press("k")
        world.arrive(2)
        #expect(world.model.list.selection == MessageID(62))
        #expect(world.model.list.arrived == 2)
    }

    @Test func nextUnreadAndNextBad() {
        var world = World(30)
        world.press(.tab)
        #expect(world.model.list.selection == MessageID(25))
        world.press(.tab, .backTab)
        #expect(world.model.list.selection == MessageID(25))
        world.press("!")
        #expect(world.model.toast?.text.string.contains("no failed check") == true)
    }
}

struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
