import Foundation
import MailCore
import Synchronization
import SystemPackage
import Testing

@testable import MessageCatalog
@testable import MessageStore

/// A store of its own for one test, removed with it.
final class Library: Sendable {
    let folder: FilePath
    private let time = Atomic<Int64>(1_795_437_105_000_000)

    init() {
        folder = FilePath(NSTemporaryDirectory()).appending("roost-library-\(UUID().uuidString)")
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder.string)
    }

    /// - Parameter segment: Where a segment is sealed, in octets.
    func open(segment: Int = Limits.segment) throws -> Store {
        try Store.open(folder, access: .readWrite, options: StoreOptions(segment: segment)) { [self] in
            Timestamp(microseconds: time.add(1_000_000, ordering: .relaxed).newValue)
        }
    }

    /// Everything read, and an index written however little there is.
    func read(_ store: Store) throws -> CatalogState {
        var state = try CatalogState(store: store)
        try state.readAll()
        state.extendIndexes(behind: 1)
        return state
    }

    var indexes: [FilePath] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []).sorted()
            .filter { $0.hasSuffix(".index") }.map { folder.appending($0) }
    }

    func bytes(_ path: FilePath) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path.string))) }

    func write(_ bytes: [UInt8], to path: FilePath) throws {
        // As a stranger would: another file in its place, so that nobody who has the old one mapped sees it change.
        try? FileManager.default.removeItem(atPath: path.string)
        try Data(bytes).write(to: URL(fileURLWithPath: path.string))
    }

    func removeIndexes() throws {
        for path in indexes { try FileManager.default.removeItem(atPath: path.string) }
    }
}

func message(
    _ content: String, to recipient: String = "bob@example.test", defects: [EnvelopeDefect] = []
) -> NewRecord {
    message(Array(content.utf8), to: recipient, defects: defects)
}

func message(
    _ content: [UInt8], to recipient: String = "bob@example.test", defects: [EnvelopeDefect] = []
) -> NewRecord {
    .message(
        Capture(
            envelope: Envelope(
                reversePath: Path(address: "app@example.test"), forwardPaths: [Path(address: recipient)],
                defects: defects),
            origin: Origin(peer: "127.0.0.1:4000", helo: Array("app".utf8)), content: content))
}

let clock = Query.Clock(now: Timestamp(microseconds: 1_795_518_000_000_000)) { _ in 0 }

extension CatalogState {
    /// The ids that match, the newest first.
    func ids(_ query: String) throws -> [UInt64] {
        let search = Search(try Query(parsing: query, clock: clock), now: clock.now)
        let outcome = search.run(over: snapshot.messages, opener: opener) { _, _ in true }
        return try #require(outcome).found.map(\.rawValue)
    }

    /// All that a list shows.
    var rows: [String] {
        snapshot.messages.map { row in
            "\(row.id) \(row.received.rfc3339) \(row.size) \(row.subject ?? "-") \(row.from) \(row.to) \(row.reversePath) "
                + "\(row.forwardPaths) \(row.attachmentCount) \(row.defectCount) \(row.checks) \(row.isRead) \(row.isPinned) "
                + "\(row.marks) \(row.ruleTags)"
        }
    }
}
