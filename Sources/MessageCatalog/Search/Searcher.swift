package import MailCore
import MessageStore
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Searches messages on a thread of its own for a screen: a search that is replaced ends at its next message.
package final class Searcher: Sendable {
    /// What a search has come to since it last said something.
    package struct Progress: Hashable, Sendable {
        /// Newest first.
        package var found: [MessageID]
        /// How many messages are decided, of `total`.
        package var tested: Int
        package var total: Int

        package init(found: [MessageID], tested: Int, total: Int) {
            self.found = found
            self.tested = tested
            self.total = total
        }

        package var isComplete: Bool { tested == total }
    }

    /// How long finds gather before they are told, in milliseconds: shorter than a screen takes to be read.
    private static let pause: Int64 = 25

    /// The search that counts; any other ends.
    private let current = Atomic<Int>(0)
    /// What the last search over a whole list has come to: one that is narrower begins with it.
    private let finished = Mutex<Search.Outcome?>(nil)

    package init() {}

    /// From now on the search of that number counts; any other ends. 0 ends all.
    package func begin(_ number: Int) { current.store(number, ordering: .releasing) }

    /// Newest first; nothing unless that search counts.
    ///
    /// - Parameters:
    ///   - number: Several searches may have it: what arrives is searched beside what is still searched.
    ///   - told: Called on the thread of the search, the last time with all of them tested.
    package func start(
        _ search: Search, number: Int, over messages: SummaryList, opener: MessageOpener,
        told: @escaping @Sendable (Progress) -> Void
    ) {
        do {
            try WorkerThread.start(name: "search") { [self] in
                run(search, number: number, over: messages, opener: opener, told: told)
            }
        } catch {
            // Without a thread the screen waits a little instead.
            run(search, number: number, over: messages, opener: opener, told: told)
        }
    }

    private func run(
        _ search: Search, number: Int, over messages: SummaryList, opener: MessageOpener, told: (Progress) -> Void
    ) {
        var progress = Progress(found: [], tested: 0, total: messages.count)
        var last = Self.now() - Self.pause
        let earlier = finished.withLock { $0 }
        var (steps, hasTold) = (0, false)
        let outcome = search.run(over: messages, opener: opener, after: earlier) { tested, found in
            guard current.load(ordering: .acquiring) == number else { return false }
            progress.tested = tested
            if let found { progress.found.append(found) }
            // The clock is not asked for every message.
            steps += 1
            guard steps % 64 == 0 || found != nil && !hasTold || progress.isComplete else { return true }
            let now = Self.now()
            if now - last >= Self.pause || progress.isComplete {
                (last, hasTold) = (now, true)
                told(progress)
                progress.found = []
            }
            return true
        }
        guard let outcome else { return }
        if messages.isEmpty { told(progress) }
        // What arrives is searched beside the rest, and says nothing of it.
        finished.withLock { if messages.count * 2 >= $0?.messages.count ?? 0 { $0 = outcome } }
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
