import Foundation
import MailCore
import MessageCatalog
import MessageStore
import RoostKit
import SystemPackage
import Testing

@Suite struct LogTailTests {
    /// What arrives while a tail starts is both there already and new.
    @Test func showsNoMessageTwice() throws {
        let folder = FilePath(NSTemporaryDirectory()).appending("roost-tail-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        for number in 1...4 {
            let now = Timestamp(microseconds: Int64(number))
            let store = try Store.open(folder, access: .readWrite, clock: { now })
            let capture = Capture(
                envelope: Envelope(reversePath: .null, forwardPaths: []), origin: Origin(),
                content: Array("Subject: \(number)\r\n\r\n".utf8))
            _ = try store.append([.message(capture)])
        }
        let store = try Store.open(folder, access: .readExisting, clock: { Timestamp(microseconds: 9) })
        var tail = try LogTail(store: store, tagRules: [], since: Timestamp(microseconds: 3))
        var shown = try tail.history(9) { _ in true }.map(\.summary.id.rawValue)
        try tail.follow(matching: { _ in true }) { document in
            shown.append(document.summary.id.rawValue)
            return document.summary.id.rawValue < 4
        }
        #expect(shown == [1, 2, 3, 4])
    }
}
