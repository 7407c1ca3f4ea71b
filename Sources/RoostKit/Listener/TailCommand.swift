import MailCore
package import MessageCatalog
import MessageStore
package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// Messages as they arrive, until interrupted: `roost tail`, `roost export --follow`. The store is made when it is not
/// there yet, so that this may be started first.
package struct TailCommand {
    /// What of the messages that are there already comes first.
    package enum History: Sendable { case last(Int), all }

    private let store: FilePath
    private let selection: Selection

    private let tagRules: [TagRule]

    package init(
        store: FilePath, words: [String], after: String?, environment: [String: String]
    ) throws(Failure) {
        tagRules = try TagRule.all(environment)
        self.store = store
        selection = try Selection(words, scope: environment["ROOST_SCOPE"], after: after)
    }

    /// - Parameters:
    ///   - count: After how many this ends.
    ///   - interrupted: Called on another thread before SIGINT or SIGTERM ends the process.
    package func run(
        history: History, count: Int?, interrupted: @escaping @Sendable () -> Void = {},
        _ body: (MessageDocument) throws(Failure) -> Void
    ) throws(Failure) {
        try SignalWatch.start([SIGINT, SIGTERM]) { _ in
            interrupted()
            exit(0)
        }
        do {
            let store = try Store.openOrMake(store)
            let since =
                switch history {
                case .last: SystemClock.now()
                case .all: Timestamp(microseconds: 0)
                }
            var tail = try LogTail(store: store, tagRules: tagRules, since: since)
            if case .last(let count) = history {
                for document in try tail.history(count, matching: selection.matches) { try body(document) }
            }
            var left = count
            try tail.follow(matching: selection.matches) { document in
                try body(document)
                left = left.map { $0 - 1 }
                return left != 0
            }
        } catch let error as StoreError {
            throw Failure(error)
        } catch let error as Failure {
            throw error
        } catch {
            throw Failure(.unusable, "\(error)")
        }
    }
}
