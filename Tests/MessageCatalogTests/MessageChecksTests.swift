import Foundation
import InternetMessage
import MessageCatalog
import Testing

@Suite struct MessageChecksTests {
    private static let frameworks: [URL] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/eml/frameworks")
        let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (files ?? []).filter { $0.pathExtension == "eml" }.sorted { $0.path < $1.path }
    }()

    private func checks(_ content: [UInt8]) -> [Check] {
        let reader = MessageReader(content: content)
        return MessageChecks.ofContent(reader.examine())
    }

    private func ofHTML(_ html: String) -> [String] {
        let head = "From: a@example.test\nSubject: x\nDate: 23 Nov 2026 10:00\nMessage-ID: <1@example.test>\n"
        return checks(Array("\(head)Content-Type: text/html\n\n\(html)\n".utf8))
            .filter { $0.code != .noTextAlternative }.map(\.text)
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
        #expect(ofHTML(html) == [text])
    }

    @Test func placeholdersInSubjectAndText() {
        let text =
            "From: a@example.test\nSubject: Hi {{name}}\nDate: 23 Nov 2026 10:00\nMessage-ID: <1@example.test>\n\n{{body}}\n"
        let found = checks(Array(text.utf8))
        #expect(found.map(\.code) == [.placeholderLeft, .placeholderLeft])
        #expect(found.map(\.path) == [nil, "1"])
    }

    /// The `!` of the list must mean something.
    @Test func nothingIsWrongWithWhatFrameworksSend() throws {
        #expect(Self.frameworks.count > 50)
        for file in Self.frameworks {
            let errors = checks(Array(try Data(contentsOf: file))).filter { $0.severity == .error }
            #expect(errors == [], "\(file.lastPathComponent)")
        }
    }
}
