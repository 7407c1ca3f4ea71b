import InternetMessage
import MailCore
import MessageCatalog
import Terminal
import Testing

@testable import TerminalUI

/// Pages that take long to make, and texts that are not what they say.
struct PageTests {
    private func document(_ change: (inout MessageDocument) -> Void) -> MessageDocument {
        var document = Documents.document(World.summary(5))
        change(&document)
        return document
    }

    private func model(showing document: MessageDocument, tab: Key) -> (model: Model, effects: [Effect]) {
        var world = World(5)
        _ = world.model.update(.key(.enter), at: world.now)
        let first = world.model.update(.opened(document), at: world.now)
        let second = world.model.update(.key(tab), at: world.now)
        return (world.model, first + second)
    }

    private static let long = String(repeating: "<p>some words here</p>\n", count: 2_000)

    @Test func whatTakesLongIsMadeElsewhereAndShownOnceItIsThere() throws {
        var (model, effects) = model(showing: document { $0.html = Self.long }, tab: "2")
        let request = try #require(
            effects.compactMap { if case .makePage(let request) = $0 { request } else { nil } }.first)
        #expect(model.message?.page?.count == nil)
        #expect(!model.isSettled)
        #expect(text(of: render(model)).contains("rendering HTML"))
        let now = model.now
        // What is asked for meanwhile comes after it.
        #expect(model.update(.key("1"), at: now) == [])
        #expect(model.update(.key("2"), at: now) == [])
        _ = model.update(.madePage(request.made()), at: now)
        #expect(model.message?.page?.count == 3_999)
        #expect(model.update(.key("j"), at: now) == [])
        #expect(model.message?.top == 1)
    }

    @Test func aPageOfAnotherTabIsNotShown() throws {
        var (model, effects) = model(showing: document { $0.html = Self.long }, tab: "2")
        _ = model.update(.key("1"), at: model.now)
        for case .makePage(let request) in effects { _ = model.update(.madePage(request.made()), at: model.now) }
        #expect(model.message?.tab == .text)
        #expect(text(of: render(model)).contains("Hi Ann"))
        effects = model.update(.key("2"), at: model.now)
        #expect(effects.count == 1)
    }

    @Test func whatIsTooLargeIsShownAsSourceUntilAskedAgain() {
        var world = World(5)
        world.press(.enter)
        world.open(html: String(repeating: "<b>x</b>\n", count: 300_000))
        world.press("2")
        #expect(text(of: render(world.model)).contains("HTML is too large to render"))
        #expect(text(of: render(world.model)).contains("Subject: ^[[31mred"))
    }

    @Test func anotherCharset() {
        var world = World(5)
        world.press(.enter)
        #expect(
            world.model.update(.action("charset", argument: "koi8-r"), at: world.now) == [
                .reread(MessageID(5), charset: "koi8-r")
            ])
        _ = world.model.update(.reread(MessageID(5), charset: "koi8-r", text: "Привет\n", html: nil), at: world.now)
        #expect(text(of: render(world.model)).contains("Привет"))
        // What another message says is left alone.
        world.press("J")
        _ = world.model.update(.reread(MessageID(5), charset: "koi8-r", text: "Привет\n", html: nil), at: world.now)
        #expect(text(of: render(world.model)).contains("Hi Ann"))
    }

    @Test func theLikelyIntentStandsUnderAMislabelledText() {
        let source = Array("Content-Type: text/plain; charset=iso-8859-1\r\n\r\nGrüße aus Köln\r\n".utf8)
        let text = MessageReader(content: source).unfoldedTextBody
        let page = Tab.text.page(
            document { document in
                (document.source, document.text) = (source, text)
                document.defects = [Defect(.charsetMismatch, path: "1")]
            }, PageContext(width: 80, options: PageOptions(), offset: { _ in 0 }))
        let lines = (0..<page.count).map { page[$0].text }
        #expect(lines.contains { $0.contains("GrÃ¼Ã") })
        #expect(lines.suffix(3) == ["! Most likely meant, as UTF-8:", "", "Grüße aus Köln"])
    }

    @Test func whatIsNoMailIsShownAsBytes() {
        let source = Array("garbage with no headers ".utf8) + [0, 1, 2, 255]
        let (model, _) = model(
            showing: document { document in
                (document.source, document.fields, document.text) = (source, [], nil)
            }, tab: "g")
        let shown = text(of: render(model))
        #expect(model.message?.tab == .source)
        #expect(shown.contains("! Not a readable mail"))
        #expect(shown.contains("00000000  67 61 72 62"))
    }

    @Test func tabsCanBeMarked() {
        #expect(!SourceLine.text(marksTabs: false).contains("^I"))
        #expect(SourceLine.text(marksTabs: true).contains("a^Ib"))
    }

    private enum SourceLine {
        static func text(marksTabs: Bool) -> String {
            var options = PageOptions()
            options.marksTabs = marksTabs
            var document = Documents.document(World.summary(5))
            document.source = Array("a\tb\r\n".utf8)
            return Tab.source.page(document, PageContext(width: 80, options: options, offset: { _ in 0 }))[0].text
        }
    }

    private func text(of screen: Screen) -> String {
        (0..<screen.size.rows).map { screen.row($0).map(\.cluster).joined() + "\n" }.joined()
    }
}
