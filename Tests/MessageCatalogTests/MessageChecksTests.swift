import Foundation
import InternetMessage
import MailCore
import MessageCatalog
import MessageStore
import SystemPackage
import Testing

@Suite struct MessageChecksTests {
    private static let head =
        "From: a@example.test\nSubject: x\nDate: 23 Nov 2026 10:00\nMessage-ID: <1@example.test>\n"

    private func checks(_ content: String) -> [Check] {
        MessageChecks.ofContent(MessageReader(content: Array(content.utf8)).examine())
    }

    @Test(arguments: [
        ("<a href='http://localhost:3000/x'>go</a>", "A link leads to this machine: http://localhost:3000/x."),
        ("<a href='http://10.0.0.1/'>go</a>", "A link leads to a private network: http://10.0.0.1/."),
        (
            "<a href='https://evil.example.test/'>bank.example.com/x</a>",
            "A link names another host than it leads to: bank.example.com/x leads to https://evil.example.test/."
        ),
        ("<p>Dear {{name}}, {{order}}</p>", "A placeholder was not filled in: {{name}}, and 1 more."),
        (
            "<p>x</p><img src='https://example.test/a.png' width=90>",
            "An image has no alternative text: https://example.test/a.png."
        ),
    ])
    func ofHTML(_ html: String, _ text: String) {
        let found = checks("\(Self.head)Content-Type: text/html\n\n\(html)\n")
        #expect(found.filter { $0.code != .noTextAlternative }.map(\.text) == [text])
    }

    private static let alternatives = """
        From: a@example.test
        Date: 23 Nov 2026 10:00
        Message-ID: <1@example.test>
        Subject: Hi {{name}}
        Content-Type: multipart/alternative; boundary=x

        --x
        Content-Type: text/plain

        See http://localhost:3000/verify, or http://b.test/. {{body}}
        --x
        Content-Type: text/html

        <p>Dear %s <a href="https://evil.test/">bank.test</a><a href="http://a.test/">1</a><a href="http://b.test/">2</a><img src=q>
        --x--
        """

    @Test func findingsBecomeChecksOfTheirPart() {
        let found = checks(Self.alternatives)
        #expect(
            Set(found.map { "\($0.severity) \($0.code.rawValue) \($0.path ?? "-") \($0.detail)" }) == [
                "error placeholder-left - {{name}}", "error placeholder-left 1 {{body}}", "error placeholder-left 2 %s",
                "warning link-text-differs 2 bank.test leads to https://evil.test/",
                "note http-link 2 http://a.test/, and 1 more", "note image-without-alt 2 q",
                "note localhost-link 1 http://localhost:3000/verify", "note http-link 1 http://b.test/",
            ])
        #expect(found.map(\.severity) == found.map(\.severity).sorted(by: >))
    }

    @Test func aCleanMessageHasNone() {
        let html = "<a href='https://a.test/'>a.test</a> <img src=x alt=''> 100 %"
        #expect(checks("\(Self.head)Content-Type: text/html\n\n\(html)").map(\.code) == [.noTextAlternative])
    }

    /// The `!` of the list must mean something: captured from its framework, such a message bears none.
    @Test func nothingIsWrongWithWhatFrameworksSend() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/eml/frameworks")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "eml" }
        #expect(files.count > 50)
        let directory = FilePath(NSTemporaryDirectory()).appending("roost-catalog-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: directory.string) }
        let store = try Store.open(
            directory, access: .readWrite, clock: { Timestamp(microseconds: 1_795_437_105_000_000) })
        _ = try store.append(try files.map { .message(try Self.capture($0)) })
        var state = try CatalogState(store: store)
        try state.readAll()
        for (file, row) in zip(files, state.snapshot.messages) {
            let checks = try #require(try state.document(of: row.id)).checks
            #expect(checks.filter { $0.severity == .error } == [], "\(file.lastPathComponent)")
            #expect(row.checks.errors == 0)
        }
        #expect(state.snapshot.messages.count == files.count)
    }

    /// As it comes over the wire: with CRLF, from its author to those its fields name.
    private static func capture(_ file: URL) throws -> Capture {
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let content = Array(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
        let reader = MessageReader(content: content)
        let recipients = (reader.mailboxes("To") + reader.mailboxes("Cc")).map { Path(address: $0.address) }
        return Capture(
            envelope: Envelope(
                reversePath: Path(address: reader.mailboxes("From").first?.address ?? ""), forwardPaths: recipients),
            origin: Origin(), content: content)
    }
}
