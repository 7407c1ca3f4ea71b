import Foundation
import MailCore
import MessageStore
import SystemPackage

/// A store of its own for one hot path, removed with it.
final class Shelf {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "roost-hot-\(getpid())")

    deinit { try? FileManager.default.removeItem(at: folder) }

    func open() throws -> Store {
        try Store.open(FilePath(folder.path), access: .readWrite) { HotPath.time }
    }

    func removeIndexes() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".index") {
            try FileManager.default.removeItem(at: folder.appending(path: name))
        }
    }
}
