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

    /// Whatever arrives between keys, they do the same as if it had arrived after them.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func arrivalsChangeNothing(seed: UInt64) {
        var random = Random(seed: seed)
        // Far from the newest row, so that nothing here lands on it and follows.
        let steps: [[Key]] = [
            ["j"], ["k"], [.down], [.up], [.enter], ["q"], ["J"], ["K"], [" "], ["t"], ["d"], ["u"], ["p"], ["r"],
            ["/", .paste("to:ann"), .enter], ["/", .paste("subject:order"), "x", .escape], [.escape], ["s", .escape],
            ["]"],
            ["["],
            ["4"], [.control("d")], [.control("u")], ["i"], ["G"], [.left], ["y"], ["n"], ["?", "j", "q"],
            ["A", "b", "q"], ["c", "n", "q"], ["S"], [":", "m", .escape], ["y", "#"], ["T", .paste("id:3..9"), .enter],
        ]
        let script = (0..<40).flatMap { _ in steps.randomElement(using: &random) ?? ["j"] }
        let arrivals = script.map { _ in Int.random(in: 0...3, using: &random) }
        var (mixed, after) = (World(400), World(400))
        for world in [0, 1] {
            for (key, count) in zip(["G"] + script, [0] + arrivals) {
                if world == 0 {
                    mixed.press(key)
                    mixed.arrive(count) { $0.subject = "arrived for ann" }
                } else {
                    after.press(key)
                    after.milliseconds += 500
                }
            }
        }
        after.arrive(arrivals.reduce(0, +)) { $0.subject = "arrived for ann" }
        #expect(mixed.model.list.selection == after.model.list.selection, "\(script.map(\.label))")
        #expect(mixed.model.message?.id == after.model.message?.id)
        #expect(mixed.model.message?.tab.number == after.model.message?.tab.number)
        #expect(mixed.model.message?.top == after.model.message?.top)
        #expect(mixed.model.list.marks == after.model.list.marks)
        #expect(mixed.model.list.top == after.model.list.top)
        #expect(mixed.model.list.filter?.text == after.model.list.filter?.text)
        #expect(mixed.messages.map(\.id) == after.messages.map(\.id))
        #expect(mixed.model.context == after.model.context)
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
