import MailCore
package import MessageCatalog
package import MessageStore
import NIOCore
import SMTPProtocol
import SMTPServer
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// The one listener of a store: takes its lock, binds the ports, moves messages from the sessions into the log.
package final class ListenerProcess: Sendable {
    /// Seconds that open transactions have to finish once the listener is told to end.
    private static let grace = Duration.seconds(5)
    /// Its ports, its store and its threads take about 30.
    private static let fewestDescriptors: rlim_t = 64

    private let configuration: ListenerConfiguration
    private let files: ListenerFiles
    private let lock: LockFile
    private let writer: LogWriter
    private let keeper: LogKeeper
    private let server: SMTPServer
    private let board: StatusBoard
    package let store: Store

    /// What it says of itself now.
    package var status: ListenerStatus { board.status }

    private init(
        configuration: ListenerConfiguration, files: ListenerFiles, lock: LockFile, store: Store, writer: LogWriter,
        keeper: LogKeeper,
        server: SMTPServer, board: StatusBoard
    ) {
        self.configuration = configuration
        self.files = files
        self.lock = lock
        self.store = store
        self.writer = writer
        self.keeper = keeper
        self.server = server
        self.board = board
    }

    /// Returns once every port accepts.
    ///
    /// - Parameter keeping: Called with what the keeper of the store has to tell, on its thread.
    package static func start(
        _ configuration: ListenerConfiguration, environment: [String: String],
        keeping: @escaping @Sendable (LogKeeper.Event) -> Void = { _ in }
    ) async throws(Failure) -> ListenerProcess {
        try raiseDescriptorLimit()
        // SMTP is small, and one loop keeps all that sessions share on one thread.
        NIOSingletons.groupLoopCountSuggestion = 1
        let files = ListenerFiles(store: configuration.store)
        let store: Store
        let lock: LockFile
        do throws(StoreError) {
            store = try Store.open(configuration.store, access: .readWrite, clock: SystemClock.now)
            guard let free = try LockFile.acquire(files.lock, .exclusive, wait: false) else {
                let holder = files.pid().map { " (pid \($0))" } ?? ""
                throw StoreError(
                    .locked,
                    "\(configuration.store) has a listener already\(holder); end it with: roost stop")
            }
            lock = free
        } catch {
            throw Failure(error)
        }
        let writer = LogWriter(store: store, sync: configuration.sync)
        let board = StatusBoard(files: files, rules: configuration.rules.count)
        let listeners = try configuration.listeners()
        let server: SMTPServer
        do {
            server = try await bind(
                listeners.map(\.listener), configuration.server(environment: environment), writer, board)
        } catch {
            writer.finish()
            lock.release()
            throw error
        }
        do {
            try files.write(pid: getpid())
            board.listen(
                on: server.endpoints.map { .init(scheme: listeners[$0.listener].scheme, host: $0.host, port: $0.port) },
                missing: server.failures.map { "no \(listeners[$0.listener].scheme) port: \(explain($0.error))" })
            let start = try store.append([.listener(started: true, text: board.status.summaryLine)])
            await server.accept(listener: start.first?.sequence ?? 0)
            try board.start { await server.openSessions() }
        } catch {
            await server.shutdown(grace: .zero)
            throw Failure(.unusable, "\(configuration.store): the listener cannot write its files: \(error)")
        }
        let keeper: LogKeeper
        do throws(StoreError) {
            keeper = try LogKeeper(store: store, change: configuration.changed) { event in
                if case .evicted(let count, _) = event { board.change { $0.evicted += count } }
                keeping(event)
            }
        } catch {
            await server.shutdown(grace: .zero)
            throw Failure(error)
        }
        return ListenerProcess(
            configuration: configuration, files: files, lock: lock, store: store, writer: writer, keeper: keeper,
            server: server, board: board)
    }

    private static func bind(
        _ listeners: [SMTPListener], _ configuration: SMTPServerConfiguration, _ writer: LogWriter,
        _ board: StatusBoard
    ) async throws(Failure) -> SMTPServer {
        let peers = PeerProcesses()
        var configuration = configuration
        configuration.findProcess = peers.find
        do throws(ListenError) {
            return try await SMTPServer.bind(
                listeners, configuration: configuration,
                store: { capture, isAlone, done in
                    writer.submit(capture, inline: isAlone) { result in
                        if case .failure(let error) = result {
                            board.storeAnswered(error.message)
                        } else {
                            board.storeAnswered(nil)
                        }
                        done(StoreOutcome(result))
                    }
                },
                events: { event in
                    board.count(event)
                    // A report that the store does not take is lost: mail comes first, and its sender was answered.
                    if case .failed(let report) = event { writer.submit(.session(report)) { _ in } }
                })
        } catch {
            throw Failure(.unusable, explain(error))
        }
    }

    /// From now on the listener stays when the last screen leaves.
    package func stay() { board.change { $0.stays = true } }

    /// Whether the listener stays when the last screen leaves.
    package var stays: Bool { board.status.stays }

    /// Calls `gone` on a thread of its own once no screen holds its lock any more.
    package func watchFronts(gone: @escaping @Sendable () -> Void) throws(Failure) {
        let fronts = files.fronts
        do {
            try WorkerThread.start(name: "fronts") {
                // A lock that cannot be had means that the store was removed, and no screen can show it any more.
                let granted = try? LockFile.acquire(fronts, .exclusive, wait: true)
                gone()
                granted?.release()
            }
        } catch {
            throw Failure(error)
        }
    }

    /// Stops listening, lets open transactions finish, writes what waits, gives the lock back.
    package func end() async {
        await server.shutdown(grace: Self.grace)
        keeper.finish()
        writer.finish()
        _ = try? store.append([.listener(started: false, text: board.status.summaryLine)])
        board.end()
        lock.release()
    }

    private static func explain(_ error: ListenError) -> String {
        let place = ListenerStatus.Endpoint(scheme: "smtp", host: error.host, port: error.port).authority
        switch error.reason {
        case .addressInUse:
            return PortHolder.explanation(port: error.port)
        case .permissionDenied:
            return "\(place): ports below 1024 are for root; choose another with --listen PORT"
        case .addressNotAvailable:
            return "\(place): this machine has no such address; choose another with --listen HOST:PORT"
        case .other(let reason):
            return "\(place): \(reason); choose another with --listen HOST:PORT"
        }
    }

    /// Every session is a descriptor, and the usual soft limit is far below what the system allows.
    ///
    /// - Throws: when not even the listener's own files fit in.
    private static func raiseDescriptorLimit() throws(Failure) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        guard limit.rlim_max >= fewestDescriptors else {
            throw Failure(
                .unusable,
                "a listener needs \(fewestDescriptors) open files, \(limit.rlim_max) are allowed; raise it: ulimit -n 1024"
            )
        }
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}

extension StoreOutcome {
    fileprivate init(_ result: Result<MessageID, StoreError>) {
        switch result {
        case .success(let id): self = .stored(id)
        case .failure(let error):
            self =
                switch error.kind {
                case .full: .full
                case .locked: .locked(error.message)
                case .missing, .notWritable, .newerVersion, .insecure, .notAStore, .failed, .damaged, .gone:
                    .failed(error.message)
                }
        }
    }
}
