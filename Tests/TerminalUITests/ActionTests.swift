import Terminal
import Testing

@testable import TerminalUI

struct ActionTests {
    @Test func everyActionHasItsOwnNameAndHelp() {
        #expect(Set(Action.all.map(\.name)).count == Action.all.count)
        for action in Action.all {
            #expect(!action.help.isEmpty && !action.keys.isEmpty && !action.contexts.isEmpty)
        }
    }

    @Test func noKeyMeansTwoThings() {
        for context in Context.allCases {
            let keys = Action.all.filter { $0.contexts.contains(context) }.flatMap(\.keys)
            #expect(Set(keys).count == keys.count, "\(context)")
            for action in Action.all where action.contexts.contains(context) {
                for key in action.keys { #expect(Action.action(for: key, in: context)?.name == action.name) }
            }
        }
    }

    @Test func helpListsEveryActionWithKeysThatRunIt() {
        for context in Context.allCases {
            let lines = Help(context: context).lines
            #expect(lines.count == Action.all.count { $0.contexts.contains(context) })
            for line in lines {
                let action = Action.all.first { $0.name == line.name }
                #expect(action?.keys.map(\.label).joined(separator: " ") == line.keys)
                #expect(action?.help == line.text)
            }
        }
    }

    @Test func promptsLeaveLettersToTheText() {
        for action in Action.all where action.contexts.contains(.prompt) {
            for key in action.keys {
                if case .character = key { Issue.record("\(action.name) takes \(key.label) from the prompt") }
            }
        }
    }

    @Test func helpScrollsToItsEndAndNoFurther() {
        var world = World(3, columns: 40, rows: 8)
        world.press("?")
        for _ in 0..<200 { world.press("j") }
        guard case .help(let help) = world.model.overlay else { return #expect(Bool(false), "no help") }
        #expect(help.top + HelpView.bodyRows(size: world.model.size) == help.lines.count)
    }
}
