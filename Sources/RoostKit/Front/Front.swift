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
    package static func run(_ mode: Mode, environment: [String: String]) throws(Failure) {
        let queue = FrontQueue()
        try SignalWatch.start([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT]) { signal in
            switch signal.number {
            case SIGTSTP: queue.post(.suspend)
            case SIGCONT: queue.post(.redraw)
            default: queue.post(.end)
            }
        }
        let tagRules = try TagRule.all(environment)
        let opened = try open(mode, environment: environment)
        LogFile.takeStandardError(environment: environment)
        let terminal: CursesTerminal
        do {
            terminal = try CursesTerminal(TerminalSettings(environment: environment))
        } catch {
            throw Failure(.unusable, "cannot use this terminal: \(error); without one use: roost serve, roost tail")
        }
        defer { terminal.close() }
        queue.connect(terminal.wake)
        let loop = try FrontLoop(store: opened.store, tagRules: tagRules, terminal: terminal, queue: queue)
        loop.run()
        opened.interest.release()
    }

    /// The store, and the shared lock that keeps its listener alive.
    private static func open(
        _ mode: Mode, environment: [String: String]
    ) throws(Failure) -> (store: Store, interest: LockFile) {
        do throws(StoreError) {
            switch mode {
            case .looking(let directory):
                let store = try Store.open(directory, access: .readExisting, clock: SystemClock.now)
                return (store, try interest(in: store))
            case .listening(let configuration):
                let store = try Store.open(configuration.store, access: .readWrite, clock: SystemClock.now)
                let interest = try interest(in: store)
                let files = ListenerFiles(store: configuration.store)
                if try !files.isAlive() {
                    do throws(Failure) {
                        try ListenerControl.spawn(configuration, environment: environment)
                    } catch {
                        // Another screen may have been faster: its listener serves this one too.
                        guard try files.isAlive() else { throw StoreError(.failed, error.description) }
                    }
                }
                return (store, interest)
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
