import MessageCatalog
import MessageStore
package import SystemPackage
import Terminal
import TerminalUI

#if canImport(Glibc)
import Glibc
#endif

/// The screen as a process: holds its interest in the listener, follows the store, shows the model, carries out effects.
package enum Front {
    package enum Mode: Sendable {
        /// With a listener: the one that runs, else one of this configuration.
        case listening(ListenerConfiguration)
        /// On a store that is there, without a listener.
        case looking(FilePath)
    }

    /// Returns when the user leaves.
    package static func run(
        _ mode: Mode, options: FrontOptions = FrontOptions(), environment: [String: String]
    ) throws(Failure) {
        let queue = FrontQueue()
        try SignalWatch.start([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT]) { signal in
            switch signal.number {
            case SIGTSTP: queue.post(.suspend)
            case SIGCONT: queue.post(.redraw)
            case SIGINT: queue.post(.interrupted)
            default: queue.post(.end)
            }
        }
        let tagRules = try TagRule.all(environment)
        let opened = try open(mode, environment: environment)
        LogFile.takeStandardError(environment: environment)
        let terminal: CursesTerminal
        do {
            var settings = TerminalSettings(environment: environment)
            if let wantsColour = options.wantsColour { settings.usesColour = wantsColour }
            settings.isASCII = options.isASCII
            settings.showsCursor = options.showsCursor
            settings.lastWords = "roost crashed; what is known of it stands in \(LogFile.place(environment))"
            terminal = try CursesTerminal(settings)
        } catch {
            throw Failure(.unusable, "cannot use this terminal: \(error); without one use: roost serve, roost tail")
        }
        defer { terminal.close() }
        queue.connect(terminal.wake)
        let loop = try FrontLoop(
            store: opened.store, tagRules: tagRules, terminal: terminal, queue: queue, options: options,
            environment: environment, listening: opened.listening)
        if let error = opened.error { queue.post(.listenFailed(error)) }
        loop.run()
        opened.interest?.release()
    }

    private struct Opened {
        var store: Store
        /// The shared lock that keeps the store's listener alive; none on a store that can only be read.
        var interest: LockFile?
        /// How this screen starts a listener.
        var listening: ListenerStart?
        /// Why there is none.
        var error: BindError?
    }

    private static func open(_ mode: Mode, environment: [String: String]) throws(Failure) -> Opened {
        do throws(StoreError) {
            switch mode {
            case .looking(let directory):
                let store = try Store.open(directory, access: .readExisting, clock: SystemClock.now)
                return Opened(store: store, interest: store.isReadOnly ? nil : try interest(in: store))
            case .listening(let configuration):
                let store = try Store.open(configuration.store, access: .readWrite, clock: SystemClock.now)
                let interest = try interest(in: store)
                let start = ListenerStart(configuration, environment: environment)
                let isAlive = try ListenerFiles(store: configuration.store).isAlive()
                return Opened(store: store, interest: interest, listening: start, error: isAlive ? nil : start.start())
            }
        } catch {
            throw Failure(error)
        }
    }

    private static func interest(in store: Store) throws(StoreError) -> LockFile {
        guard let lock = try LockFile.acquire(ListenerFiles(store: store.directory).fronts, .shared, wait: true) else {
            throw StoreError(.locked, "\(store.directory): the listener is about to end; try again")
        }
        return lock
    }
}
