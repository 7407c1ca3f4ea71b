import InternetMessage
import MailCore
import MessageCatalog
import Terminal
import TerminalText
import Testing

@testable import TerminalUI

struct MessageTests {
    @Test func linksAreNumberedReachedAndOpened() {
        var world = World(6)
        world.press(.enter, .tab)
        #expect(world.model.message?.stop == .link(number: 1, target: "https://shop.acme.test/pay/6"))
        world.press("o")
        #expect(world.left == [.openLink("https://shop.acme.test/pay/6")])
        world.press("2", .tab, .enter)
        #expect(world.left.last == .openLink("https://shop.acme.test/pay"))
    }

    @Test func linksInTextKeepWhatStandsAroundThem() {
        let text = LinkedText(
            "see (https://a.test/x?y=1), or <http://b.test>.\nmailto:ann@example.test\n> old", width: 70)
        #expect(
            text.stops.map(\.what) == [
                .link(number: 1, target: "https://a.test/x?y=1"), .link(number: 2, target: "http://b.test"),
                .link(number: 3, target: "mailto:ann@example.test"),
            ])
        #expect(text.lines.map(\.text).joined(separator: "|").contains("https://a.test/x?y=1 [1]), or"))
        #expect(text.lines.last?.spans.first?.role == .quote)
    }

    @Test func quotedLinesKeepTheirMarksWhereTheyAreFolded() {
        let text = LinkedText(">> one two three four\n\n> https://a.test/ five six", width: 14)
        #expect(
            text.lines.map(\.text) == [">> one two", ">> three four", "", "> https://a.te", "> st/ [1] five", "> six"])
        #expect(text.lines.first?.spans.first?.role == .quoteDeep)
    }

    @Test func whatIsNoWebAddressIsNotOpened() {
        var world = World(1)
        #expect(world.model.open(link: "javascript:alert(1)").isEmpty)
        #expect(world.model.open(link: "file:///etc/passwd").isEmpty)
        #expect(world.model.toast?.kind == .warning)
    }

    @Test func findingGoesRoundAndEscapeGoesBack() {
        var world = World(6)
        world.press(.enter, "4", "/")
        world.type("DATE")
        #expect(world.model.message?.find?.count == 1)
        #expect(world.model.message?.find?.line == 1)
        world.press("x")
        #expect(world.model.message?.find?.count == 0)
        world.press(.escape)
        #expect(world.model.message?.find == nil)
    }

    @Test func checksLeadToTheirPlace() {
        var world = World(6)
        world.press(.enter, "7", .enter)
        #expect(world.model.message?.tab == .source)
        world.press("7", "G", .enter)
        #expect(world.model.message?.tab == .checks)
    }

    @Test func partsAreShownAsTextOrHex() {
        var world = World(6)
        world.press(.enter, "v", "j", .enter)
        #expect(world.model.message?.part?.isHex == false)
        world.press("x")
        #expect(world.model.message?.part?.isHex == true)
        world.press("q")
        #expect(world.model.message?.part == nil)
        #expect(world.model.message != nil)
        world.press("j", "s", .enter)
        #expect(world.left == [.saveParts(MessageID(6), [SaveRequest(path: "2", file: "./6-2")])])
    }

    @Test func yanking() {
        var world = World(6)
        world.press("y", "i", "y", "#", "y", "a")
        #expect(world.copied == ["6", "carol@example.test"])
        world.press(.enter, "y", "u", "y", "t", "y", "e", "y", "s")
        #expect(world.copied[2] == "https://shop.acme.test/pay/6")
        #expect(world.copied[3].hasPrefix("Hi Ann"))
        #expect(world.copied[4].contains("C EHLO app.example"))
        world.press("y", "h")
        world.type("List-U")
        world.press(.tab, .enter)
        #expect(world.copied.last?.contains("9f3c") == true)
        world.press("y", "z")
        #expect(world.model.overlay == nil)
        world.model.message?.document?.text = "Your code for ACME: AB3-9XK\n"
        world.press("y", "c")
        #expect(world.copied.last == "AB3-9XK")
    }

    @Test func longBase64IsFoldedAndLinesKeepTheirNumbers() {
        let line = Array(repeating: UInt8(ascii: "A"), count: 76) + [13, 10]
        let head = Array("Subject: x\r\n\r\n".utf8)
        let source = head + Array(repeating: line, count: 50).flatMap { $0 } + Array("--end--\n".utf8)
        let lines = SourceLines(source, foldsBase64: true)
        #expect(lines.count == 5)
        #expect(lines[2].number == 3 && lines[2].foldedBytes == 0)
        #expect(lines[3].foldedLines == 49)
        #expect(lines[4].number == 53)
        #expect(String(decoding: lines[4].bytes, as: UTF8.self) == "--end--\n")
        #expect(lines.row(ofLine: 53) == 4 && lines.row(ofLine: 30) == 3 && lines.row(ofLine: 1) == 0)
        #expect(SourceLines(source, foldsBase64: false).count == 53)
        #expect(lines.lineEnds == "CRLF except 1 bare LF, first at line 53")
    }

    @Test func anInvitationIsRead() {
        let text = """
            BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Planning\\, again\r\nDTSTART:20261126T090000Z\r
            DTEND;TZID=Europe/Berlin:20261126T110000\r\nLOCATION:Room\r\n  7\r\nORGANIZER;CN=Ann:mailto:ann@example.test\r
            ATTENDEE:mailto:bob@example.test\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n
            """
        let context = PageContext(width: 80, options: PageOptions(), offset: { _ in 3_600 })
        let shown = CalendarEvent(text)?.lines(context).map(\.text) ?? []
        #expect(shown.first?.contains("REQUEST") == true)
        #expect(shown.contains { $0.contains("Planning, again") })
        #expect(shown.contains { $0.contains("2026-11-26 10:00 to 2026-11-26 11:00 (Europe/Berlin)") })
        #expect(shown.contains { $0.contains("Room 7") })
        #expect(CalendarEvent("BEGIN:VCALENDAR") == nil)
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func differencesLeadFromOneToTheOther(seed: UInt64) {
        var random = Random(seed: seed)
        func lines() -> [String] {
            (0..<Int.random(in: 0...30, using: &random)).map { _ in String(Int.random(in: 0...5, using: &random)) }
        }
        let (old, new) = (lines(), lines())
        let steps = LineDifference.steps(from: old, to: new)
        #expect(steps.compactMap { if case .added = $0 { nil } else { $0.text } } == old)
        #expect(steps.compactMap { if case .removed = $0 { nil } else { $0.text } } == new)
    }

    @Test func watchShowsTheNewestOnceItIsCalm() {
        var world = World(3)
        world.press("W")
        #expect(world.model.message?.id == MessageID(3))
        world.press("2")
        world.arrive(2)
        #expect(world.model.message?.id == MessageID(3))
        #expect(world.model.waitMilliseconds(at: world.now) == 150)
        world.milliseconds += 150
        world.send(.tick)
        #expect(world.model.message?.id == MessageID(5))
        #expect(world.model.message?.tab == .html)
        #expect(world.messages[MessageID(5)]?.isRead == false)
        world.press("J")
        #expect(world.model.watch == nil)
    }

    @Test func aPreviewIsReadAfterASecondWhenAKeyWentThere() {
        var world = World(12, columns: 120, rows: 40)
        #expect(world.model.preview.message?.id == MessageID(12))
        world.press("j", "j")
        #expect(world.model.preview.message?.id == MessageID(10))
        #expect(world.messages[MessageID(10)]?.isRead == false)
        #expect(world.model.waitMilliseconds(at: world.now) == 1_000)
        world.milliseconds += 1_000
        world.send(.tick)
        #expect(world.messages[MessageID(10)]?.isRead == true)
        world.press("g")
        world.arrive(3)
        world.milliseconds += 5_000
        world.send(.tick)
        #expect(world.model.preview.message?.id == MessageID(15))
        #expect(world.messages[MessageID(15)]?.isRead == false)
    }

    @Test func enterTakesTabAndScrollOfThePreview() {
        var world = World(12, columns: 120, rows: 30)
        world.press("j", "]", "]", "]", .enter)
        #expect(world.model.message?.tab == .source)
        #expect(world.model.message?.document != nil)
    }
}

extension LineDifference.Step {
    fileprivate var text: String {
        switch self {
        case .same(let text), .removed(let text), .added(let text): text
        }
    }
}
