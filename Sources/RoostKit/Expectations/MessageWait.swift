package import MailCore
package import MessageCatalog
package import MessageStore
package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Waits until enough messages of a store match. What arrives between the first look and the wait is not missed: both
/// read the same log.
package struct MessageWait {
    package enum Outcome: Sendable {
        case met, timedOut
        /// More match than may.
        case exceeded
    }

    package let store: Store
    private let selection: Selection
    private var newest = MessageID(0)
    package private(set) var state: CatalogState
    /// What the store had evicted when the wait began; `nil` before the first look.
    private var evictedBefore: Int?
    /// The matching messages, oldest first.
    package private(set) var matches: [MessageID] = []

    /// The store is made when it is not there yet, so that a wait may be started first.
    package init(store: FilePath, selection: Selection, tagRules: [TagRule]) throws(Failure) {
        self.selection = selection
        do throws(StoreError) {
            self.store = try Store.openOrMake(store)
            state = try CatalogState(store: self.store, tagRules: tagRules)
        } catch {
            throw Failure(error)
        }
    }

    /// - Parameters:
    ///   - settle: Milliseconds for which an exact count must stand.
    ///   - timeout: Milliseconds.
    package mutating func run(
        until expectation: Expectation, settle: Int64, timeout: Int64
    ) throws(Failure) -> Outcome {
        let deadline = SystemClock.monotonicMilliseconds() + timeout
        var metSince: Int64?
        var isFirst = true
        while true {
            let isNew = try look()
            let now = SystemClock.monotonicMilliseconds()
            if expectation.isExceeded(by: matches.count) { return .exceeded }
            var next = deadline
            if expectation.isMet(by: matches.count) {
                guard case .exactly = expectation else { return .met }
                let since = isNew ? now : metSince ?? now
                metSince = since
                if now >= since + settle { return .met }
                next = min(deadline, since + settle)
            } else {
                metSince = nil
            }
            if now >= deadline { return .timedOut }
            if isFirst { state.extendIndexes() }
            isFirst = false
            var descriptor = pollfd(fd: state.descriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&descriptor, 1, Int32(clamping: next - now))
        }
    }

    /// Messages evicted since the wait began.
    package var evicted: Int { state.evictedCount - (evictedBefore ?? state.evictedCount) }

    /// Takes in what the log holds by now; true when the matches changed.
    private mutating func look() throws(Failure) -> Bool {
        let before = matches
        do throws(StoreError) {
            try state.readAll()
        } catch {
            throw Failure(error)
        }
        evictedBefore = evictedBefore ?? state.evictedCount
        let messages = state.snapshot.messages
        matches.removeAll { messages[$0] == nil }
        for summary in messages[messages.position(notBelow: MessageID(newest.rawValue + 1))...] {
            if selection.matches(summary, in: state) { matches.append(summary.id) }
            newest = summary.id
        }
        return matches != before
    }
}
