import CNcursesw
import MailCore
import MessageCatalog
import TerminalText

@testable import Terminal
@testable import TerminalUI

/// Types, pastes and resizes as the octets say while mail comes and goes: nothing traps, each frame is harmless, and the
/// list stands on a message that it shows.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var input = Array(UnsafeBufferPointer(start: start, count: count))[...]
    var world = World(Int(input.popFirst() ?? 0) % 64)
    var decoder = KeyDecoder()
    var steps = 0
    while let step = input.popFirst(), steps < 300 {
        steps += 1
        let number = Int(input.popFirst() ?? 0)
        switch step % 16 {
        case 0: press(decoder.decode(character: UInt32(number)), in: &world)
        case 1:
            let high = UInt32(input.popFirst() ?? 0)
            press(decoder.decode(character: high << 12 | UInt32(number) << 4), in: &world)
        case 2: press(decoder.decode(function: functions[number % functions.count]), in: &world)
        case 3:
            let size = Size(columns: 1 + number, rows: 1 + Int(input.popFirst() ?? 0) % 70)
            world.send(.resized(size))
        case 4: arrive(number, text(&input), in: &world)
        case 5:
            if !world.messages.isEmpty { world.messages[world.messages[number % world.messages.count].id] = nil }
            world.publish()
        case 6: world.send(.listener(number % 2 == 0 ? World.listener : nil, leavingStopsIt: number % 4 < 2))
        case 7: world.send(.failed(text(&input)))
        case 8: world.open(html: text(&input))
        case 9:
            world.milliseconds += Int64(number) * 20
            world.send(.tick)
        case 10: fail(number, text(&input), in: &world)
        case 11:
            let action = Action.all[number % Action.all.count]
            world.send(.action(action.name, argument: text(&input)))
        case 12: world.send(.key(.paste(text(&input))))
        default: press(keys[number % keys.count], in: &world)
        }
        look(at: world.model)
    }
    return 0
}

private let keys = Array(Set(Action.all.flatMap(\.keys))).sorted { $0.label < $1.label }
private let functions =
    [
        KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_HOME, KEY_END, KEY_PPAGE, KEY_NPAGE, KEY_BTAB, KEY_BACKSPACE, KEY_DC,
        KEY_IC, KEY_ENTER, KEY_RESIZE, KEY_F0 + 1, KEY_F0 + 63, KeyDecoder.pasteBegins, KeyDecoder.pasteEnds, -1, .max,
    ] as [Int32]

/// As many octets as the next one says.
private func text(_ input: inout ArraySlice<UInt8>) -> String {
    let count = Int(input.popFirst() ?? 0)
    defer { input = input.dropFirst(count) }
    return String(decoding: input.prefix(count), as: UTF8.self)
}

private func press(_ key: Key?, in world: inout World) {
    if let key { world.press(key, apart: 400) }
}

private func arrive(_ number: Int, _ text: String, in world: inout World) {
    world.arrive(1 + number % 4) { summary in
        summary = Summary(
            id: summary.id, received: Timestamp(microseconds: Int64(number) << 40), size: number << 32,
            reversePath: text, forwardPaths: [text], subject: text,
            from: [Mailbox(displayName: text, address: text)], to: [Mailbox(address: text)], isRead: number % 2 == 0)
    }
}

private func fail(_ number: Int, _ text: String, in world: inout World) {
    let problem = SessionProblem.allCases[number % SessionProblem.allCases.count]
    let origin = Origin(peer: text, helo: Array(text.utf8))
    world.sessions.append(
        SessionReport(
            origin: origin, ended: world.now.wall, problem: problem, detail: Array(text.utf8), envelope: nil,
            octets: number, messages: [],
            dialogue: [DialogueLine(elapsed: Int64(number) << 30, side: .client, text: Array(text.utf8))]))
    world.publish()
}

private func look(at model: Model) {
    let complaints = ScreenJudge.complaints(render(model))
    guard complaints.isEmpty else { fatalError(complaints.joined(separator: "\n")) }
    for id in [model.list.selection, model.list.top].compactMap({ $0 }) where model.list.rows.index(of: id) == nil {
        fatalError("the list stands on \(id), which it does not show")
    }
    if model.list.selection == nil, !model.list.rows.isEmpty { fatalError("the list stands on nothing") }
}
