import MailCore
import MessageStore
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Searches stretches of a list on the other cores, ahead of the thread that tells what is found in their order.
final class SearchAhead: Sendable {
    private struct State: Sendable {
        /// Of the stretches, those before it are claimed, each by one thread.
        var next = 0
        /// What other threads have found, by stretch.
        var found: [Int: [MessageID]] = [:]
    }

    private let stretches: [SearchStretch]
    private let needle: Needle?
    private let matches: @Sendable (Summary) -> Bool
    private let state = Monitor(State())
    private let isEnded = Atomic<Bool>(false)

    init(_ stretches: [SearchStretch], for needle: Needle?, matches: @escaping @Sendable (Summary) -> Bool) {
        self.stretches = stretches
        self.needle = needle
        self.matches = matches
    }

    /// Without a thread to be had, the caller's does it all.
    func start() {
        let threads = min(Int(sysconf(CInt(_SC_NPROCESSORS_ONLN))), Limits.searchThreads, stretches.count) - 1
        for _ in 0..<max(threads, 0) { try? WorkerThread.start(name: "search") { self.run() } }
    }

    /// What is still searched is of no use to anybody.
    func end() { isEnded.store(true, ordering: .releasing) }

    /// Whether the caller has to search a stretch itself.
    func claim(_ stretch: Int) -> Bool {
        state.withLock(wakes: false) { state in
            guard state.next <= stretch else { return false }
            state.next = stretch + 1
            return true
        }
    }

    /// What another thread finds in a stretch that the caller could not claim; waits for it.
    func found(in stretch: Int) -> [MessageID] { state.wait { $0.found.removeValue(forKey: stretch) } ?? [] }

    private func run() {
        while true {
            let number = state.withLock(wakes: false) { state in
                defer { state.next += 1 }
                return state.next
            }
            guard number < stretches.count else { return }
            var found: [MessageID] = []
            let isDone = stretches[number].search(for: needle, matches) { _, next in
                if let next { found.append(next) }
                return !isEnded.load(ordering: .acquiring)
            }
            guard isDone else { return }
            state.withLock { $0.found[number] = found }
        }
    }
}
