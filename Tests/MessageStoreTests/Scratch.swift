import Foundation
import MailCore
import MessageStore
import Synchronization
import SystemPackage
import Testing

@testable import MessageStore

/// A directory of its own for one test, removed with it.
final class Scratch: Sendable {
    let root: FilePath
    private let time = Atomic<Int64>(1_700_000_000_000_000)

    init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("roost-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        root = FilePath(url.path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root.string)
    }

    var store: FilePath { root.appending("store") }

    /// A clock that goes on by a second with each look.
    func now() -> Timestamp {
        Timestamp(microseconds: time.add(1_000_000, ordering: .relaxed).newValue)
    }

    func open(
        _ access: Store.Access = .readWrite, options: StoreOptions = StoreOptions()
    ) throws(StoreError) -> Store {
        try Store.open(store, access: access, options: options) { self.now() }
    }

    func names() -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: store.string).sorted()) ?? []
    }

    func segments() -> [FilePath] {
        names().filter { $0.hasSuffix(".roost") }.map { store.appending($0) }
    }

    /// What appenders have cut off, so that a long test does not gather thousands of files.
    func removeTails() throws {
        for name in names() where name.hasPrefix("torn-") {
            try FileManager.default.removeItem(atPath: store.appending(name).string)
        }
    }

    func bytes(_ path: FilePath) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: path.string)))
    }

    func write(_ bytes: [UInt8], to path: FilePath) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path.string))
    }
}

func capture(_ content: [UInt8], to address: String = "ann@example.test") -> Capture {
    Capture(
        envelope: Envelope(
            reversePath: Path(address: "app@example.test"), forwardPaths: [Path(address: address)]),
        origin: Origin(peer: "127.0.0.1:53412", helo: Array("localhost".utf8)), content: content)
}

func capture(_ text: String) -> Capture { capture(Array(text.utf8)) }

extension Store {
    func entries() throws -> [LogEntry] {
        let follower = try makeFollower()
        var entries: [LogEntry] = []
        while true {
            let more = try follower.next(limit: 7)
            if more.isEmpty { return entries }
            entries += more
        }
    }

    func state() throws -> LogState {
        var state = LogState()
        for entry in try entries() { _ = state.apply(entry) }
        return state
    }

    /// The texts of all live messages whose content is what was written, by id.
    func texts() throws -> [UInt64: String] {
        var texts: [UInt64: String] = [:]
        for record in try state().live() {
            if let content = try? content(of: record) {
                texts[record.id.rawValue] = String(decoding: content, as: UTF8.self)
            }
        }
        return texts
    }

    func damages() throws -> [Damage] {
        try entries().compactMap { if case .damage(let damage) = $0.body { damage } else { nil } }
    }

    @discardableResult
    func add(_ texts: String...) throws(StoreError) -> [UInt64] {
        try append(texts.map { .message(capture($0)) }, sync: .never).compactMap { $0.id?.rawValue }
    }
}
