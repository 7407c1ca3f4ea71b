import Foundation
import MailCore
import MessageCatalog
import MessageStore
import RoostKit
import SystemPackage
import Testing

@testable import TerminalUI

/// The screen, `show` and `render` show a body by the same lines.
@Suite struct SameLinesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/html")

    private static let width = 72

    private func documents(_ contents: [[UInt8]]) throws -> [MessageDocument] {
        let directory = FilePath(NSTemporaryDirectory()).appending("roost-lines-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: directory.string) }
        let store = try Store.open(directory, access: .readWrite, clock: { Timestamp(microseconds: 0) })
        _ = try store.append(
            contents.map {
                .message(
                    Capture(envelope: Envelope(reversePath: .null, forwardPaths: []), origin: Origin(), content: $0))
            })
        var state = try CatalogState(store: store)
        try state.readAll()
        return try state.snapshot.messages.compactMap { try state.document(of: $0.id) }
    }

    private func lines(_ tab: Tab, of document: MessageDocument) -> [String] {
        let context = PageContext(width: Self.width, options: PageOptions(), offset: { _ in 0 })
        let page = tab.page(document, context)
        return (0..<page.count).map { page[$0].text }
    }

    private func rendered(_ document: MessageDocument, _ choice: BodyRendering.Choice) -> [String] {
        var rendering = BodyRendering(width: Self.width)
        rendering.choice = choice
        return rendering.lines(of: document.source)
    }

    @Test func ofHTML() throws {
        let files = try FileManager.default.contentsOfDirectory(at: Self.folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "html" }
        let head = Array("From: a@example.test\nContent-Type: text/html; charset=utf-8\n\n".utf8)
        let documents = try documents(try files.map { head + Array(try Data(contentsOf: $0)) })
        #expect(documents.count == files.count && files.count > 60)
        for (file, document) in zip(files, documents) {
            let shown = lines(.html, of: document)
            #expect(shown == rendered(document, .html), "\(file.lastPathComponent)")
            #expect(shown == MessageText.body(document, width: Self.width))
        }
    }

    @Test func ofPlainText() throws {
        let text =
            ">> one two \n>> three\n\n> four \nfive " + String(repeating: "six ", count: 40) + "\n\n  \nend\t日本\n"
        let document = try documents([
            Array("From: a@b.test\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n\(text)".utf8)
        ])[0]
        let shown = lines(.text, of: document)
        #expect(shown == rendered(document, .text))
        #expect(shown == MessageText.body(document, width: Self.width))
        #expect(shown.first == ">> one two three")
    }
}
