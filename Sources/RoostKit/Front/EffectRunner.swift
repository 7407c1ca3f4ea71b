import MailCore
import MessageCatalog
import MessageStore
import TerminalUI

/// Does what the screen wants done of store, files and other programs, off its thread; answers come back as events.
struct EffectRunner {
    let catalog: Catalog
    let queue: FrontQueue
    let writer: LogWriter
    let searcher = Searcher()
    let outside: Outside
    let store: Store
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
        case .readExcerpts(let ids, let highlighter, let number):
            readExcerpts(ids, highlighter, number)
        case .makePage(let request):
            let queue = queue
            work { queue.post(.madePage(request.made())) }
        case .reread(let id, let charset):
            reread(id, charset)
        case .purge:
            purge()
        case .endSearch:
            searcher.begin(0)
        case .readSessions(let ids):
            readSessions(ids)
        case .export(let ids, let held, let format, let path, let kind):
            export(ids, held: held, format, to: path, kind: kind)
        case .openPart(let id, let path):
            openPart(id, path)
        case .digestPart(let id, let path):
            digestPart(id, path)
        case .saveParts(let id, let requests):
            save(id, requests)
        case .openOutside(let id, let part):
            let outside = outside
            withDocument(of: id) { queue, document in work { outside.open(part, of: document, telling: queue) } }
        case .browse(let id, let loadsRemote):
            let outside = outside
            withDocument(of: id) { queue, document in
                work { outside.browse(document, loadsRemote: loadsRemote, telling: queue) }
            }
        case .openLink(let target):
            let (outside, queue) = (outside, queue)
            work { outside.open(link: target, telling: queue) }
        case .copy(let bytes, let what):
            copy(bytes, what)
        case .copyPath(let id):
            copyPath(of: id)
        case .completePath(let text):
            queue.post(.completed(text, PathCompletion.names(for: text)))
        case .quit, .detach, .suspend, .redraw, .bell, .pipe, .page, .dump, .listen, .sendTest, .treatAmbiguous:
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

    func withDocument(
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

    private func clear(through newest: MessageID, _ change: Int) {
        guard isScoped else { return append(.clear(through: newest), change: change) }
        append(.delete(catalog.snapshot.messages.filter { $0.id <= newest && !$0.isPinned }.map(\.id)), change: change)
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
