import MailCore
import MessageCatalog
import Terminal
import TerminalText
import Testing

@testable import TerminalUI

struct FuzzTests {
    private static let keys: [Key] =
        Array(Set(Action.all.flatMap(\.keys))).sorted { $0.label < $1.label }
        + ["a", "日", "\u{301}", .paste("\u{1B}[0m\nx"), .backTab, .insert, .function(9), .tab]

    /// Any keys at any size: nothing traps, the cursor stands on the selected row, no cell is dangerous.
    @Test(arguments: 0..<16 as Range<UInt64>)
    func keysAndSizes(seed: UInt64) {
        var random = Random(seed: seed)
        var world = World(Int.random(in: 0...60, using: &random))
        for _ in 0..<120 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                world.send(
                    .resized(
                        Bool.random(using: &random)
                            ? Size(
                                columns: .random(in: 1...90, using: &random), rows: .random(in: 1...30, using: &random))
                            : Size(
                                columns: .random(in: 1...500, using: &random), rows: .random(in: 1...60, using: &random)
                            )))
            case 1: world.arrive(Int.random(in: 1...5, using: &random)) { $0 = hostile($0.id, &random) }
            case 2:
                if let gone = world.messages.randomElement(using: &random) { world.messages[gone.id] = nil }
                world.publish()
            case 3: world.send(.listener(Bool.random(using: &random) ? World.listener : nil, leavingStopsIt: true))
            case 4: world.send(.failed("x\u{1B}y"))
            case 5:
                world.sessions.append(
                    Reports.report(SessionProblem.allCases.randomElement(using: &random) ?? .idle, number: 3))
                world.publish()
            default: world.press(Self.keys.randomElement(using: &random) ?? "j", apart: 400)
            }
            if Int.random(in: 0..<4, using: &random) == 0 { #expect(ScreenJudge.complaints(render(world.model)) == []) }
        }
        world.send(.resized(Size(columns: 80, rows: 24)))
        #expect(ScreenJudge.complaints(render(world.model)) == [])
    }

    private func hostile(_ id: MessageID, _ random: inout Random) -> Summary {
        func text() -> String {
            let scalars = (0..<20).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...(Bool.random(using: &random) ? 0xFF : 0x10_FFFF), using: &random))
            }
            return String(String.UnicodeScalarView(scalars))
        }
        return Summary(
            id: id, received: Timestamp(microseconds: 0), size: Int.random(in: 0...1 << 50, using: &random),
            reversePath: text(), forwardPaths: [text()], subject: text(),
            from: [Mailbox(displayName: text(), address: text())], to: [Mailbox(address: text())])
    }

    @Test func theCursorStandsOnTheSelectedRow() {
        var world = World(100)
        for key in ["j", "j", "G", "k", .control("u"), .pageUp, "g", .pageDown] as [Key] {
            world.press(key)
            let screen = render(world.model)
            #expect(screen.row(screen.cursor.row).first?.cluster == ">")
        }
    }

    /// Of the same message, many times: what is measured is how much is looked at.
    private static func many(_ count: UInt64) -> World {
        var world = World()
        let one = World.summary(1)
        world.messages = SummaryList(
            (1...count).map { id in
                var summary = one
                summary.id = MessageID(id)
                return summary
            })
        world.publish()
        return world
    }

    /// Rows that are drawn anew: of the terminal's rows, those that differ from the frame before.
    private func rowsDrawn(_ world: inout World, _ change: (inout World) -> Void) -> Int {
        let before = render(world.model)
        change(&world)
        let after = render(world.model)
        return (0..<after.size.rows).count { before.row($0) != after.row($0) }
    }

    @Test func amongManyMessagesAKeyDrawsTwoRowsAndAnArrivalNone() {
        var world = Self.many(100_000)
        // The rows left and reached, and what the title, the head and the status row say.
        #expect(rowsDrawn(&world) { $0.press("j") } <= 4)
        #expect(rowsDrawn(&world) { $0.press("j") } <= 3)
        #expect(rowsDrawn(&world) { $0.press("k") } <= 3)
        #expect(rowsDrawn(&world) { $0.press(" ") } <= 4)
        // The first one also brings the hint how to get to it.
        #expect(rowsDrawn(&world) { $0.arriveAfter(100_000) } <= 4)
        for _ in 0..<2 { #expect(rowsDrawn(&world) { $0.arriveAfter(100_000) } <= 3) }
        #expect(world.model.list.selection == MessageID(99_998))
        #expect(world.model.list.arrived == 3)
    }

    /// Keys and arrivals take the same among 100,000 messages as among 1,000, but for what a search in them takes.
    @Test func aKeyAmongManyMessagesLooksAtTheScreenOnly() {
        let clock = ContinuousClock()
        func shortest(_ count: UInt64) -> Duration {
            var world = Self.many(count)
            let times = (0..<20).map { _ in
                clock.measure {
                    for key in ["j", "j", "k", " ", .pageDown] as [Key] {
                        world.press(key)
                        _ = render(world.model)
                    }
                }
            }
            #expect(world.model.list.selection.map { $0.rawValue < count - 100 } == true)
            return times.min() ?? .zero
        }
        // A walk over all of them would take a hundred times as long.
        #expect(shortest(100_000) < shortest(1_000) * 8)
    }
}

extension World {
    /// One message more, when so many were put there by hand.
    fileprivate mutating func arriveAfter(_ count: UInt64) {
        var summary = World.summary(1)
        summary.id = MessageID(max(count, messages.last?.id.rawValue ?? 0) + 1)
        messages[summary.id] = summary
        publish()
    }
}
