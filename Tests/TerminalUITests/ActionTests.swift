import MailCore
import Terminal
import Testing

@testable import TerminalUI

struct ActionTests {
    @Test func everyActionHasItsOwnNameAndHelp() {
        #expect(Set(Action.all.map(\.name)).count == Action.all.count)
        for action in Action.all {
            #expect(!action.help.isEmpty && !action.contexts.isEmpty)
            #expect(!action.keys.isEmpty || action.isCommand, "\(action.name) cannot be started")
        }
    }

    @Test func noKeyMeansTwoThings() {
        for context in Context.allCases {
            let keys = Action.all.filter { $0.contexts.contains(context) }.flatMap(\.keys)
            #expect(Set(keys).count == keys.count, "\(context) \(keys.map(\.label).sorted())")
            for action in Action.all where action.contexts.contains(context) {
                for key in action.keys { #expect(Keymap.standard.action(for: key, in: context)?.name == action.name) }
            }
        }
    }

    @Test func theHintRowNamesActionsThatAreThere() {
        var held = World(40)
        held.press("j")
        held.arrive()
        let stacked = World(3, columns: 80, rows: 30)
        for view in View.all {
            let names = [World().model, held.model, stacked.model].flatMap { view.hints($0) }
            let known = Action.all.filter { $0.contexts.contains(view.context) && $0.hint != nil }.map(\.name)
            #expect(names.allSatisfy(known.contains), "\(view.context): \(names)")
        }
        let ofMessages = Action.all.filter { $0.contexts.contains(.message) && $0.hint != nil }.map(\.name)
        for tab in Tab.all { #expect(tab.hints.allSatisfy(ofMessages.contains), "\(tab.name): \(tab.hints)") }
    }

    @Test func helpListsEveryActionWithKeysThatRunIt() {
        for context in Context.allCases {
            let lines = Finder(palette: false, context: context, keymap: .standard).entries
            #expect(lines.count == Action.all.count { $0.contexts.contains(context) })
            for line in lines {
                let action = Action.all.first { $0.name == line.name }
                #expect(action?.keys.map(\.label).joined(separator: " ") == line.keys)
                #expect(action?.help == line.text)
            }
        }
    }

    @Test func everyCommandIsInThePalette() {
        for context in Context.screens {
            let lines = Finder(palette: true, context: context, keymap: .standard).entries
            #expect(lines.map(\.name) == Action.all.filter { $0.contexts.contains(context) }.map(\.name))
        }
    }

    @Test func whatTakesTextLeavesLettersToIt() {
        for action in Action.all where !action.contexts.isDisjoint(with: [.prompt, .help, .palette, .form]) {
            for key in action.keys {
                if case .character = key { Issue.record("\(action.name) takes \(key.label) from the text") }
            }
        }
    }

    @Test func keysAreNamedAsTheyAreRead() {
        for key in Set(Action.all.flatMap(\.keys)) { #expect(Key(name: key.label) == key, "\(key.label)") }
    }

    @Test func helpIsFilteredAndRuns() {
        var world = World(3)
        world.press("?")
        world.type("mark or unmark, and")
        world.press(.enter)
        #expect(world.model.list.marks == [MessageID(3)])
        world.press(":")
        world.type("mkal")
        world.press(.enter)
        #expect(world.model.list.marks.count == 3)
        world.press(":")
        world.type("set measure=40")
        world.press(.enter)
        #expect(world.model.preferences.page.measure == 40)
        world.press(":")
        world.type("set nonsense")
        world.press(.enter)
        #expect(world.model.toast?.kind == .error)
    }

    @Test func aKeyFileBindsAndIsToldWhatItMeansNothing() {
        let keymap = Keymap(
            keyFile: """
                # mine
                [list] ctrl-x = export
                [message] = = next
                [list] q = follow
                [list] ctrl-x = delete
                [list] ctrl-y = nonsense
                rubbish
                [nowhere] x = export
                """)
        #expect(keymap.action(for: .control("x"), in: .list)?.name == "export")
        #expect(keymap.action(for: "=", in: .message)?.name == "next")
        #expect(keymap.action(for: "q", in: .list)?.name == "follow")
        #expect(keymap.action(for: "q", in: .message)?.name == "back")
        #expect(keymap.complaints.map(\.line) == [5, 6, 7, 8])
        let export = Action.all.first { $0.name == "export" }
        #expect(export.map { keymap.keys(of: $0, in: .list) } == ["s", .control("x")])
    }
}
