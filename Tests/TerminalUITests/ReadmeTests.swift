import Foundation
import InternetMessage
import MailCore
import MessageCatalog
import Terminal
import Testing

@testable import TerminalUI

/// Keeps the screens in README.md true. `ROOST_RECORD=1` rewrites them.
struct ReadmeTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("README.md")

    /// What a shop sends while somebody tries it: newest last.
    private func shop(rows: Int) -> World {
        var world = World(columns: 80, rows: rows)
        let mails: [(subject: String?, to: [String], size: Int, change: (inout Summary) -> Void)] = [
            ("Welcome to Acme", ["ann@example.test"], 4_230, { $0.isRead = true }),
            ("Reset your password", ["bob@example.test"], 2_350, { $0.isRead = true }),
            (nil, ["carol@example.test"], 148, { $0.checks = Check.Counts([Check(.noFrom), Check(.noDate)]) }),
            ("Your invoice #1042 is ready — 129 €", ["ann@example.test"], 48_600, { $0.attachmentCount = 1 }),
            ("Your sign-in code", ["ann@example.test"], 912, { _ in }),
        ]
        for mail in mails {
            world.arrive { summary in
                (summary.subject, summary.size, summary.isRead) = (mail.subject, mail.size, false)
                (summary.forwardPaths, summary.to) = (mail.to, mail.to.map { Mailbox(address: $0) })
                mail.change(&summary)
            }
        }
        return world
    }

    @Test func screens() throws {
        try expect(render(shop(rows: 9).model), "list")
        var world = shop(rows: 14)
        world.press("j", .enter, "6")
        try expect(render(world.model), "envelope")
    }

    /// That the block below the comment `screen: NAME` shows this.
    private func expect(_ screen: Screen, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let rows = (0..<screen.size.rows).map { row in
            var text = screen.row(row).map(\.cluster).joined()
            while text.hasSuffix(" ") { text.removeLast() }
            return text + "\n"
        }
        let page = try String(contentsOf: Self.file, encoding: .utf8)
        let head = "<!-- screen: \(name) -->\n```text\n"
        let start = try #require(page.range(of: head), sourceLocation: sourceLocation).upperBound
        let end = try #require(page.range(of: "```", range: start..<page.endIndex)).lowerBound
        let shown = String(page[start..<end])
        if ProcessInfo.processInfo.environment["ROOST_RECORD"] == "1" {
            try Data(page.replacingCharacters(in: start..<end, with: rows.joined()).utf8).write(to: Self.file)
        } else {
            #expect(shown == rows.joined(), sourceLocation: sourceLocation)
        }
    }
}
