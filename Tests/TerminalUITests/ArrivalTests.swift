import Foundation
import MailCore
import MessageCatalog
import Terminal
import Testing

@testable import TerminalUI

/// Whatever arrives between two keys, they do the same as if it had arrived after the last of them.
struct ArrivalTests {
    private static let stored = 200
    /// Of each place; ROOST_FUZZ_SECONDS asks for more.
    private static let states = ProcessInfo.processInfo.environment["ROOST_FUZZ_SECONDS"] == nil ? 10 : 50

    /// A screen, a dialog or a prompt, and the keys that lead to it from a list whose newest rows are far away.
    struct Place: CustomTestStringConvertible, Sendable {
        let name: String
        let keys: [Key]

        var testDescription: String { name }
    }

    static let places: [Place] =
        [
            Place(name: "list", keys: []),
            Place(name: "list, oldest first", keys: ["O", "g"]),
            Place(name: "list, stacked", keys: ["S", "S"]),
            Place(name: "list, side", keys: ["S", "S", "S"]),
            Place(name: "list, filtered", keys: ["/", .paste("to:ann"), .enter, "G"]),
            Place(name: "part", keys: [.enter, "5", "G", .enter]),
            Place(name: "compare", keys: ["k", "k", "k", "k", "k", "k", "k", "k", "k", "k", "k", "k", "c"]),
            Place(name: "activity", keys: ["A", "j", "j"]),
            Place(name: "log", keys: [":", .paste("log"), .enter]),
            Place(name: "help", keys: ["?"]),
            Place(name: "palette", keys: [":"]),
            Place(name: "filter prompt", keys: ["/", .paste("to:bob")]),
            Place(name: "find prompt", keys: [.enter, "/", .paste("invoice")]),
            Place(name: "mark prompt", keys: ["T", .paste("id:3..9")]),
            Place(name: "session prompt", keys: ["A", "j", "j", "/"]),
            Place(name: "id prompt", keys: ["1"]),
            Place(name: "pipe prompt", keys: ["|"]),
            Place(name: "yank menu", keys: ["y"]),
            Place(name: "sort menu", keys: ["o"]),
            Place(name: "export dialog", keys: [" ", " ", "s"]),
            Place(name: "save dialog", keys: [.enter, "5", "G", "s"]),
            Place(name: "question", keys: ["p", "d"]),
            Place(name: "leaving", keys: ["q"]),
        ] + Tab.all.map { Place(name: "message, \($0.name)", keys: [.enter, $0.key]) }

    /// These ask for the newest, or for all that is there, and so for what has arrived.
    private static let aboutArrivals: Set<String> = [
        "first", "newest", "follow", "watch", "read-all", "clear", "mark-all", "session-first", "find-action-run",
        "sort-size", "sort-from", "sort-to", "sort-subject", "reverse", "purge",
    ]

    private static let keys: [Context: [Key]] = Dictionary(
        uniqueKeysWithValues: Context.allCases.map { context in
            let actions = Action.all.filter { $0.contexts.contains(context) && !aboutArrivals.contains($0.name) }
            return (context, actions.flatMap(\.keys) + [.paste("ann"), "a", .backspace])
        })

    private static let world: World = {
        var world = World(stored)
        world.send(.listener(World.listener, leavingStopsIt: true))
        world.press("G")
        return world
    }()

    @Test(arguments: places) func arrivalsChangeNothing(place: Place) {
        var random = Random(seed: UInt64(Self.places.firstIndex { $0.name == place.name } ?? 0))
        var opened = Self.world
        for key in place.keys { opened.press(key) }
        var compared = 0
        for state in 0..<Self.states {
            var before = opened
            for _ in 0..<Int.random(in: 0...3, using: &random) { before.press(Self.key(in: before, &random)) }
            var (after, mixed) = (before, before)
            var (pressed, arrivals): ([Key], Int) = ([], 0)
            var follows = before.isFollowing
            for _ in 0..<3 {
                let count = Int.random(in: 0...2, using: &random)
                mixed.arriveUnasked(count)
                after.milliseconds += 500
                arrivals += count
                pressed.append(Self.key(in: after, &random))
                after.press(pressed[pressed.count - 1])
                mixed.press(pressed[pressed.count - 1])
                follows = follows || after.isFollowing
            }
            after.arriveUnasked(arrivals)
            mixed.arriveUnasked(0)
            // On the newest row, what arrives is what is wanted.
            if follows { continue }
            compared += 1
            let (one, other) = (Outcome(after), Outcome(mixed))
            #expect(one == other, "state \(state), then \(pressed.map(\.label))")
        }
        #expect(compared > Self.states / 2)
    }

    private static func key(in world: World, _ random: inout Random) -> Key {
        keys[world.model.context]?.randomElement(using: &random) ?? "j"
    }

    /// What a world has come to, apart from counts.
    private struct Outcome: Equatable {
        var context: Context
        var selection, top, message: MessageID?
        var marks: Set<MessageID>
        var stored: [MessageID]
        var asked: [Effect]
        var exports: [[MessageID]]
        var copied: [String]
        var rows: [String]

        init(_ world: World) {
            let model = world.model
            context = model.context
            (selection, top, message) = (model.list.selection, model.list.top, model.message?.id)
            marks = model.list.marks.filter { $0.rawValue <= ArrivalTests.stored }
            stored = world.messages.map(\.id)
            (asked, copied) = (world.left, world.copied)
            exports = world.exports.map { $0.filter { $0.rawValue <= ArrivalTests.stored } }
            let screen = render(model)
            // The title, the head of the list and the status row count messages, as does a dialog about all of them.
            rows = (0..<screen.size.rows).filter { $0 > 1 && $0 != model.layout.statusRow }.map { row in
                screen.row(row).map(\.cluster).joined()
            }.filter { !$0.contains(" shown") }
        }
    }
}

extension World {
    fileprivate var isFollowing: Bool { model.list.isFollowing || model.activity?.isFollowing == true }

    /// Read already, so that nobody looks for them.
    fileprivate mutating func arriveUnasked(_ count: Int) {
        arrive(count) { ($0.subject, $0.isRead) = ("arrived for ann", true) }
    }
}

struct SessionFilterTests {
    @Test func escapeBringsBackWhatWasShown() {
        var world = World(40)
        world.press("A", "j", "j", "j", "/")
        world.type("fpm")
        world.press(.enter)
        let before = (world.model.activity?.selection, world.model.activity?.top)
        world.press("/")
        world.type("nothing like it")
        #expect(world.model.selectedSession == nil)
        world.press(.escape)
        #expect(world.model.activity?.filter == "fpm")
        #expect(world.model.activity?.selection == before.0 && world.model.activity?.top == before.1)
    }
}
