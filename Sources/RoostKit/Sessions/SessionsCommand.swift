import MailCore
import MessageStore
package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// `roost sessions`: the SMTP sessions of a store, what became of them, and what to do.
package struct SessionsCommand {
    private let store: Store
    private let selection: Selection
    private let isBadOnly: Bool

    package init(store: FilePath, words: [String], scope: String?, isBadOnly: Bool) throws(Failure) {
        selection = try Selection(words, scope: scope)
        self.isBadOnly = isBadOnly
        do throws(StoreError) {
            self.store = try Store.open(store, access: .readExisting, clock: SystemClock.now)
        } catch {
            throw Failure(error)
        }
    }

    /// Those that are there and match, oldest first.
    package func entries() throws(Failure) -> [SessionEntry] {
        do throws(StoreError) {
            return try SessionHistory(store: store).entries(includesGood: !isBadOnly).filter(selection.matches)
        } catch {
            throw Failure(error)
        }
    }

    /// Those that fail from now on, until interrupted.
    package func follow(_ body: (SessionEntry) -> Void) throws(Failure) {
        try SignalWatch.start([SIGINT, SIGTERM]) { _ in exit(0) }
        let since = SystemClock.now()
        do throws(StoreError) {
            var tail = try SessionTail(store: store)
            try tail.follow { report in
                let entry = SessionEntry(report)
                if report.ended >= since, selection.matches(entry) { body(entry) }
            }
        } catch {
            throw Failure(error)
        }
    }
}
