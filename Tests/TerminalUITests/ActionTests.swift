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

    @Test func optionsAreSet() {
        var world = World(3)
        func set(_ text: String) -> Bool {
            _ = world.model.update(.action("set", argument: text), at: world.now)
            defer { world.model.toast = nil }
            return world.model.toast == nil
        }
        for text in ["list", "list=off", "hints=off", "measure=0", "read-delay = 0", "browser-remote", "ambiguous=2"] {
            #expect(set(text), "\(text)")
        }
        #expect(!world.model.preferences.page.marksTabs && !world.model.preferences.showsHints)
        #expect(world.model.preferences.page.measure == 0 && world.model.preferences.readDelay == 0)
        #expect(world.model.loadsRemoteContent && world.model.preferences.page.ambiguousWidth == 2)
        #expect(
            world.model.update(.action("set", argument: "ambiguous=1"), at: world.now) == [
                .treatAmbiguous(asWide: false)
            ])
        for text in ["measure=3", "measure", "ambiguous=3", "hints=maybe", "read-delay=-1", "=", ""] {
            #expect(!set(text), "\(text)")
        }
    }

    @Test func whatADesktopMayRunIsAskedAbout() {
        var world = World(1)
        world.press(.enter, "5", "G")
        world.press("o")
        #expect(world.left == [.openOutside(MessageID(1), part: "2")])
        world.model = Model(
            Self.settings(partName: "0001-setup.EXE"), size: world.model.size, now: world.now)
        world.publish()
        world.left = []
        world.press(.enter, "5", "G", "o", "n")
        #expect(world.left.isEmpty)
        world.press("o", "y")
        #expect(world.left == [.openOutside(MessageID(1), part: "2")])
    }

    private static func settings(partName: String) -> Model.Settings {
        var settings = World.settings
        settings.partName = { _, _ in partName }
        return settings
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
