import MailCore
import MessageCatalog
import MessageStore
import SystemPackage
import TerminalUI

/// Does what the screen wants done of store and files, off its thread; answers come back as events.
struct EffectRunner {
    private let catalog: Catalog
    private let queue: FrontQueue
    private let writer: LogWriter
    private let store: Store

    init(store: Store, catalog: Catalog, queue: FrontQueue) {
        self.catalog = catalog
        self.queue = queue
        self.store = store
        writer = LogWriter(store: store, sync: .always)
    }

    /// Runs while this process does not hold the lock of the store, which would stop all others with it.
    func withoutLock(_ body: () -> Void) { store.withoutLock(body) }

    /// Writes what waits.
    func finish() { writer.finish() }

    func run(_ effect: Effect) {
        switch effect {
        case .open(let id):
            open(id)
        case .delete(let ids, let change):
            append(.delete(ids), change: change)
        case .clear(let newest, let change):
            append(.clear(through: newest), change: change)
        case .undo(let sequence, let change):
            append(.restore(sequence: sequence), change: change)
        case .setFlag(let ids, let flag, let isSet):
            append(.flags(ids, FlagChange(flag, isSet: isSet)), change: nil)
        case .export(let ids, let folder):
            export(ids, to: folder)
        case .quit, .detach, .suspend, .redraw, .bell:
            break
        }
    }

    private func open(_ id: MessageID) {
        let queue = queue
        catalog.perform { state in
            do {
                if let document = try state.document(of: id) {
                    queue.post(.event(.opened(document)))
                } else {
                    queue.post(.event(.openFailed(id, reason: "it is gone")))
                }
            } catch {
                queue.post(.event(.openFailed(id, reason: "\(error)")))
            }
        }
    }

    private func append(_ record: NewRecord, change: Int?) {
        let queue = queue
        writer.submit(record) { result in
            switch (result, change) {
            case (.success(let appended), let change?):
                queue.post(.event(.changed(change: change, sequence: appended.sequence)))
            case (.success, nil):
                break
            case (.failure(let error), let change?):
                queue.post(.event(.changeFailed(change: change, reason: error.description)))
            case (.failure(let error), nil):
                queue.post(.event(.failed(error.description)))
            }
        }
    }

    private func export(_ ids: [MessageID], to folder: String) {
        let queue = queue
        let path = FilePath.workingDirectory.pushing(FilePath(folder))
        catalog.perform { state in
            do {
                let export = try EMLFolder(path, force: false)
                let documents = try ids.compactMap { try state.document(of: $0) }
                for document in documents { _ = try export.write(document) }
                queue.post(.event(.exported(count: documents.count, path: folder)))
            } catch {
                queue.post(.event(.failed("\(error)")))
            }
        }
    }
}

extension FlagChange {
    fileprivate init(_ flag: Effect.Flag, isSet: Bool) {
        switch flag {
        case .read: self = isSet ? .read : .unread
        case .pinned: self = isSet ? .pinned : .unpinned
        }
    }
}
