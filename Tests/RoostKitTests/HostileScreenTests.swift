import MailCore
import MessageCatalog
import SystemPackage
import Terminal
import Testing

@testable import RoostKit
@testable import TerminalUI

/// The hostile corpus on every surface of the screen: no cell, and nothing that is copied as one line, holds what a
/// terminal obeys. What curses then writes is looked at by `ScreenSafetyTests`.
struct HostileScreenTests {
    /// A screen on messages that carries out effects at once.
    private struct Window {
        var model: Model
        let documents: [MessageID: MessageDocument]
        var copied: [(bytes: [UInt8], what: String)] = []
        var savedAs: [String] = []
        private var milliseconds: Int64 = 0

        init(_ documents: some Collection<MessageDocument>, size: Size = Size(columns: 100, rows: 30)) {
            self.documents = Dictionary(uniqueKeysWithValues: documents.map { ($0.summary.id, $0) })
            var settings = Model.Settings(store: "/tmp/x", keymap: .standard, options: FrontOptions())
            settings.offset = { _ in 0 }
            model = Model(settings, size: size, now: Moment(milliseconds: 0, wall: Timestamp(microseconds: 0)))
            var snapshot = Snapshot(
                revision: 1, messages: SummaryList(documents.map(\.summary)), isComplete: true,
                damages: [HostileMail.text])
            snapshot.sessions = Dictionary(
                uniqueKeysWithValues: SessionProblem.allCases.enumerated().map {
                    (UInt64($0.offset), HostileMail.report($0.element))
                })
            send(.snapshot(snapshot))
        }

        mutating func send(_ event: Event) {
            milliseconds += 1_000
            let now = Moment(milliseconds: milliseconds, wall: Timestamp(microseconds: milliseconds * 1_000))
            var effects = model.update(event, at: now)
            while !effects.isEmpty {
                effects = effects.flatMap { perform($0) }.flatMap { model.update($0, at: now) }
            }
        }

        mutating func press(_ keys: Key...) { for key in keys { send(.key(key)) } }

        mutating func type(_ text: String) { for character in text { press(.character(character)) } }

        private mutating func perform(_ effect: Effect) -> [Event] {
            switch effect {
            case .open(let id): return documents[id].map { [.opened($0)] } ?? []
            case .makePage(let request): return [.madePage(request.made())]
            case .openPart(let id, let path):
                guard let part = documents[id].flatMap({ DecodedPart(path, of: $0) }) else { return [] }
                return [.partOpened(id, path: path, bytes: part.bytes, text: part.text)]
            case .digestPart(let id, let path):
                return [.partDigest(id, path: path, sha256: String(repeating: "0", count: 64))]
            case .saveParts(_, let requests):
                savedAs += requests.map(\.file)
                return [.saved(HostileMail.text)]
            case .search(let search, let number, let messages):
                let found = messages.compactMap { documents[$0.id] }.filter { search.matches($0) }.map(\.summary.id)
                let progress = Searcher.Progress(found: found, tested: messages.count, total: messages.count)
                return [.found(search: number, progress)]
            case .readExcerpts(let ids, let highlighter, let number):
                let texts = ids.map { id in (id, documents[id].flatMap { highlighter.excerpt(from: $0) } ?? "") }
                return [.excerpts(search: number, Dictionary(uniqueKeysWithValues: texts))]
            case .readSessions(let ids):
                return [
                    .sessions(
                        ids.compactMap { documents[$0] }.map {
                            StoredSession(
                                message: $0.summary.id, received: $0.summary.received, origin: $0.origin,
                                dialogue: $0.dialogue)
                        })
                ]
            case .completePath(let text):
                return [.completed(text, [text + HostileMail.text, text + "p" + HostileMail.text])]
            case .export(_, _, _, let path, let kind):
                return [.exported(count: 1, kind: kind, path: path + HostileMail.text)]
            case .copy(let bytes, let what):
                copied.append((bytes, what))
                return [.copied(what: what, way: HostileMail.text)]
            default: return []
            }
        }

        /// What `:dump` writes is what is shown, cell by cell.
        func expectHarmless(_ place: String, sourceLocation: SourceLocation = #_sourceLocation) {
            let found = obeyed(in: ScreenDump.text(of: render(model), withRoles: true))
            #expect(found.isEmpty, "\(place)", sourceLocation: sourceLocation)
        }

        var isPoisonShown: Bool { ScreenDump.text(of: render(model), withRoles: false).contains("^[") }
    }

    private static let shards = 4

    private static func poisoned() throws -> Window {
        Window(try HostileMail.stored.get().suffix(HostileMail.poisonedCount))
    }

    /// All lines of all tabs, whatever of them a screen has room for.
    @Test(arguments: 0..<shards) func everyLineOfEveryTab(shard: Int) throws {
        let documents = try HostileMail.stored.get()
        #expect(documents.count > 150)
        for (index, document) in documents.enumerated() where index % Self.shards == shard {
            for tab in Tab.all {
                var all = [PageOptions(), PageOptions(), PageOptions()]
                (all[1].showsRawHeaders, all[1].foldsBase64, all[1].marksTabs) = (true, false, true)
                (all[2].showsHex, all[2].wrapsSource, all[2].wrapsText) = (true, true, false)
                for options in all.prefix(["text", "headers", "source"].contains(tab.name) ? 3 : 1) {
                    let page = tab.page(document, PageContext(width: 78, options: options, offset: { _ in 0 }))
                    let text = page.heading.map { $0.text + "\n" }.joined() + page.text
                    #expect(obeyed(in: text).isEmpty, "message \(document.summary.id), \(tab.name)")
                }
            }
        }
    }

    /// Rows of the list, the preview beside it, and the message, each in another tab.
    @Test(arguments: 0..<shards) func everyMessageAsItIsShown(shard: Int) throws {
        let documents = try HostileMail.stored.get().enumerated().filter { $0.offset % Self.shards == shard }
            .map(\.element)
        var window = Window(documents)
        for document in documents.reversed() {
            window.expectHarmless("the list at \(document.summary.id)")
            window.press(.enter)
            #expect(window.model.message?.id == document.summary.id)
            window.press(.character(Character(String(document.summary.id.rawValue % 7 + 1))))
            window.expectHarmless("message \(document.summary.id)")
            window.press("q", "j")
        }
    }

    /// Everything that can be asked of a poisoned message, by its name.
    @Test func everyActionOnPoison() throws {
        let documents = try HostileMail.stored.get().suffix(HostileMail.poisonedCount)
        for document in documents {
            var window = Window([document])
            window.press(.enter)
            for (tab, keys) in [
                ("1", ["h", "w", "G"]), ("2", ["R", "G"]), ("3", ["r", "h", "G"]), ("4", ["x", "x", "w", "z", "G"]),
                ("5", ["G", "x"]), ("6", ["G"]), ("7", ["G"]),
            ] as [(Character, [Character])] {
                window.press(.character(tab))
                for key in keys {
                    window.press(.character(key))
                    window.expectHarmless("message \(document.summary.id), \(tab) \(key)")
                }
            }
            for part in 0..<document.parts.count {
                window.press("5", "g")
                for _ in 0..<part { window.press("j") }
                for key in ["s", .escape, "S", .enter, .enter, "x", "o", "y", .escape] as [Key] {
                    window.press(key)
                    window.expectHarmless("message \(document.summary.id), part \(part), \(key.label)")
                }
                window.press(.escape)
            }
            #expect(window.isPoisonShown || document.source.count < 300)
            for name in window.savedAs { #expect(obeyed(in: name).isEmpty && !name.contains("\n")) }
        }
    }

    @Test func promptsAndDialogs() throws {
        var window = try Self.poisoned()
        func look(_ place: String) { window.expectHarmless(place) }
        window.press("s")
        look("export")
        window.press(.enter)
        look("exported")
        window.press("/")
        window.send(.key(.paste("subject:\"" + HostileMail.text)))
        look("a filter with a paste")
        window.press(.tab)
        look("a filter completed")
        window.press(.enter)
        look("a filter that was pasted")
        window.press(.escape, .escape, "/")
        window.type("p")
        look("what a filter finds, and where")
        window.press(.enter, "/", .up)
        look("the history")
        window.press(.escape, .escape)
        for key in ["|", "T", "D", ":", "?"] as [Key] {
            window.press(key)
            window.send(.key(.paste(HostileMail.text)))
            look("a paste behind \(key.label)")
            window.press(.tab)
            look("Tab behind \(key.label)")
            window.press(.enter)
            look("Enter behind \(key.label)")
            window.press(.control("g"), .control("g"))
        }
        window.press("s", .down, .down)
        window.press(.tab)
        look("a path completed")
        window.press(.escape, " ", " ", "c")
        look("compare")
        for tab in 1...7 {
            window.press(.character(Character(String(tab))), "I")
            look("compare in \(tab)")
        }
        window.press("q", "y", "h")
        look("which header")
        window.press(.tab)
        look("headers to yank")
    }

    @Test func sessionsAndTheListener() throws {
        var window = try Self.poisoned()
        window.press("A")
        window.expectHarmless("activity")
        for _ in SessionProblem.allCases {
            window.press("j")
            window.expectHarmless("activity")
            window.press(.enter)
            window.expectHarmless("a session")
            window.press("q")
            if window.model.activity == nil { window.press("A") }
        }
        #expect(window.isPoisonShown)
        var status = ListenerStatus(
            pid: 1, started: HostileMail.text,
            listeners: [ListenerStatus.Endpoint(scheme: HostileMail.text, host: HostileMail.text, port: 1)],
            connections: 1, open: 1, stored: 1, rejected: 1)
        status.sessions = [
            ListenerStatus.Session(
                session: HostileMail.text, peer: HostileMail.text, process: HostileMail.text, state: HostileMail.text,
                octets: 1, since: HostileMail.text, problem: HostileMail.text)
        ]
        window.send(.listener(status, leavingStopsIt: true))
        window.expectHarmless("open sessions")
        window.press(.control("g"), "q", "q")
        window.expectHarmless("leaving")
        window.send(.listenFailed(BindError(port: 1, reason: HostileMail.text)))
        window.expectHarmless("a listener that failed")
        var empty = Window([])
        empty.send(.listener(status, leavingStopsIt: true))
        empty.expectHarmless("nothing yet")
    }

    @Test func whatIsTold() throws {
        var window = try Self.poisoned()
        let id = try #require(window.documents.keys.max())
        let events: [Event] = [
            .failed(HostileMail.text), .noticed(HostileMail.text), .saved(HostileMail.text),
            .copied(what: HostileMail.text, way: HostileMail.text), .openFailed(id, reason: HostileMail.text),
            .changeFailed(change: 1, reason: HostileMail.text),
            .exported(count: 2, kind: HostileMail.text, path: HostileMail.text),
            .completed(HostileMail.text, [HostileMail.text]), .excerpts(search: 1, [id: HostileMail.text]),
            .action(HostileMail.text, argument: HostileMail.text), .action("set", argument: HostileMail.text),
            .action("listen", argument: HostileMail.text), .action("dump", argument: ""),
        ]
        for event in events {
            window.send(event)
            window.expectHarmless("\(event)")
            window.press(.control("g"))
        }
        window.press(.enter)
        window.send(.reread(id, charset: HostileMail.text, text: HostileMail.text, html: HostileMail.text))
        window.expectHarmless("by another charset")
        window.send(.action("log", argument: ""))
        window.expectHarmless("the log")
        #expect(window.isPoisonShown)
    }

    /// Source and text are copied as they are; all else has no control but what ends its lines.
    @Test func whatIsCopiedAndOpened() throws {
        var window = Window(try HostileMail.stored.get(), size: Size(columns: 80, rows: 10))
        for _ in window.documents {
            for key in ["u", "c", "h", "#", "i", "a", "e", "r", "t", "s"] as [Key] {
                let before = window.copied.count
                window.press(.control("g"), "y", key)
                guard key != "t", key != "s", window.copied.count > before, let last = window.copied.last else {
                    continue
                }
                let text = String(decoding: last.bytes, as: UTF8.self)
                #expect(obeyed(in: text).isEmpty, "\(last.what)")
                #expect(["e", "r"].contains(key) || !text.contains("\n"), "\(last.what)")
            }
            window.press(.control("g"), "j")
        }
        let sources = Set(window.copied.map(\.bytes))
        #expect(window.documents.values.allSatisfy { sources.contains($0.source) })
        for document in window.documents.values {
            for link in Extraction.link("").values(in: document) {
                _ = window.model.open(link: String(decoding: link, as: UTF8.self)).map { effect in
                    if case .openLink(let target) = effect {
                        #expect(obeyed(in: target).isEmpty && !target.contains("\n"), "\(document.summary.id)")
                    }
                }
            }
        }
    }
}
