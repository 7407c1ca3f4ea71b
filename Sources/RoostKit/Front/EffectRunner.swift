import InternetMessage
import MailCore
import MessageCatalog
import MessageStore
import SystemPackage
import TerminalUI

/// Does what the screen wants done of store, files and other programs, off its thread; answers come back as events.
struct EffectRunner {
    private let catalog: Catalog
    private let queue: FrontQueue
    private let writer: LogWriter
    private let searcher = Searcher()
    private let outside: Outside
    private let store: Store
    /// Whether the store holds messages that are not the screen's to clear.
    private let isScoped: Bool

    init(store: Store, catalog: Catalog, queue: FrontQueue, outside: Outside, isScoped: Bool) {
        self.isScoped = isScoped
        self.catalog = catalog
        self.queue = queue
        self.outside = outside
        self.store = store
        writer = LogWriter(store: store, sync: .always)
    }

    /// Runs while this process does not hold the lock of the store, which would stop all others with it.
    func withoutLock(_ body: () -> Void) { store.withoutLock(body) }

    /// Ends what is searched, and writes what waits.
    func finish() {
        searcher.begin(0)
        writer.finish()
    }

    /// `false` for what the screen's own thread must do.
    func run(_ effect: Effect) -> Bool {
        switch effect {
        case .open(let id):
            withDocument(of: id) { queue, document in queue.post(.opened(document)) }
        case .delete(let ids, let change):
            append(.delete(ids), change: change)
        case .clear(let newest, let change):
            clear(through: newest, change)
        case .undo(let sequence, let change):
            append(.restore(sequence: sequence), change: change)
        case .setFlag(let ids, let flag, let isSet):
            append(.flags(ids, FlagChange(flag, isSet: isSet)), change: nil)
        case .search(let search, let number, let messages):
            self.search(search, number, messages)
        case .endSearch:
            searcher.begin(0)
        case .readSessions(let ids):
            readSessions(ids)
        case .export(let ids, let format, let path):
            export(ids, format, to: path)
        case .openPart(let id, let path):
            let outside = outside
            withDocument(of: id) { queue, document in
                guard let part = DecodedPart(path, of: document) else { return }
                work { queue.post(.partOpened(id, path: path, bytes: part.bytes, text: outside.text(of: part))) }
            }
        case .saveParts(let id, let requests):
            withDocument(of: id) { queue, document in
                do {
                    let written = try requests.compactMap { request -> FilePath? in
                        try DecodedPart(request.path, of: document).map { try $0.save(to: request.file) }
                    }
                    queue.post(.saved(written.count == 1 ? "\(written[0])" : "\(written.count) files"))
                } catch {
                    queue.post(.failed("\(error)"))
                }
            }
        case .openOutside(let id, let part):
            let outside = outside
            withDocument(of: id) { queue, document in work { outside.open(document, part: part, telling: queue) } }
        case .openLink(let target):
            let (outside, queue) = (outside, queue)
            work { outside.open(link: target, telling: queue) }
        case .copy(let bytes, let what):
            copy(bytes, what)
        case .copyPath(let id):
            let outside = outside
            withDocument(of: id) { queue, document in
                do {
                    let file = try outside.file(of: document)
                    work { outside.copy(Array(file.string.utf8), what: file.string, telling: queue) }
                } catch {
                    queue.post(.failed("\(error)"))
                }
            }
        case .completePath(let text):
            queue.post(.completed(text, PathCompletion.names(for: text)))
        case .quit, .detach, .suspend, .redraw, .bell, .pipe, .page, .dump, .listen, .sendTest:
            return false
        }
        return true
    }

    /// The octets of messages, one after the other, on the catalog's thread.
    func withSources(of ids: [MessageID], _ body: @escaping @Sendable (Result<[[UInt8]], StoreError>) -> Void) {
        catalog.perform { state in
            do throws(StoreError) {
                var sources: [[UInt8]] = []
                for id in ids { if let document = try state.document(of: id) { sources.append(document.source) } }
                body(.success(sources))
            } catch {
                body(.failure(error))
            }
        }
    }

    private func copy(_ bytes: [UInt8], _ what: String) {
        let (outside, queue) = (outside, queue)
        work { outside.copy(bytes, what: what, telling: queue) }
    }

    private func withDocument(
        of id: MessageID, _ body: @escaping @Sendable (FrontQueue, MessageDocument) -> Void
    ) {
        let queue = queue
        catalog.perform { state in
            do {
                if let document = try state.document(of: id) {
                    body(queue, document)
                } else {
                    queue.post(.openFailed(id, reason: "it is gone"))
                }
            } catch {
                queue.post(.openFailed(id, reason: "\(error)"))
            }
        }
    }

    private func append(_ record: NewRecord, change: Int?) {
        let queue = queue
        writer.submit(record) { result in
            switch (result, change) {
            case (.success(let appended), let change?):
                queue.post(.changed(change: change, sequence: appended.sequence))
            case (.success, nil):
                break
            case (.failure(let error), let change?):
                queue.post(.changeFailed(change: change, reason: error.description))
            case (.failure(let error), nil):
                queue.post(.failed(error.description))
            }
        }
    }

    private func clear(through newest: MessageID, _ change: Int) {
        guard isScoped else { return append(.clear(through: newest), change: change) }
        append(.delete(catalog.snapshot.messages.filter { $0.id <= newest && !$0.isPinned }.map(\.id)), change: change)
    }

    private func search(_ search: Search, _ number: Int, _ messages: SummaryList) {
        let (searcher, queue) = (searcher, queue)
        searcher.begin(number)
        catalog.perform { state in
            searcher.start(search, number: number, over: messages, opener: state.opener) { progress in
                queue.post(.found(search: number, progress))
            }
        }
    }

    private func readSessions(_ ids: [MessageID]) {
        let queue = queue
        catalog.perform { state in
            let opener = state.opener
            let times = ids.map { state.snapshot.messages[$0]?.received }
            work {
                let sessions = zip(ids, times).compactMap { id, received -> StoredSession? in
                    guard let received, let header = try? opener.header(of: id) else { return nil }
                    return StoredSession(
                        message: id, received: received, origin: header.origin, dialogue: header.dialogue)
                }
                queue.post(.sessions(sessions))
            }
        }
    }

    private func export(_ ids: [MessageID], _ choice: ExportChoice, to path: String) {
        let queue = queue
        let place = FilePath.workingDirectory.pushing(FilePath(path))
        catalog.perform { state in
            let opener = state.opener
            work {
                var written = 0
                do {
                    guard let format = ExportFormat(rawValue: choice.rawValue) else { return }
                    var export = try format.export(to: place, force: false)
                    for id in ids {
                        guard let document = try opener.document(of: id) else { continue }
                        _ = try export.write(document)
                        written += 1
                    }
                    try export.finish()
                    queue.post(.exported(count: written, path: path))
                } catch {
                    queue.post(.failed("export: \(error) (\(written) of \(ids.count) written)"))
                }
            }
        }
    }
}

/// For what blocks: a thread that is done with it; where there is none, it is done at once.
func work(_ body: @escaping @Sendable () -> Void) {
    do {
        try WorkerThread.start(name: "work", body)
    } catch {
        body()
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
