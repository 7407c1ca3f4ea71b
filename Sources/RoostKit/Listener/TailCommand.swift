package import MessageCatalog
import MessageStore
package import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// `roost tail`: each message that arrives, until interrupted. The store is made when it is not there yet, so that a
/// tail may be started first.
package struct TailCommand {
    private let store: FilePath
    private let selection: Selection

    package init(store: FilePath, words: [String], scope: String?, after: String?) throws(Failure) {
        self.store = store
        selection = try Selection(words, scope: scope, after: after)
    }

    package func run(history: Int, count: Int?, print: (MessageDocument) -> Void) throws(Failure) {
        try SignalWatch.start([SIGINT, SIGTERM]) { _ in exit(0) }
        do throws(StoreError) {
            let store = try Store.open(store, access: .readWrite, clock: SystemClock.now)
            var tail = try LogTail(store: store, since: SystemClock.now())
            for document in try tail.history(history, matching: selection.matches) { print(document) }
            var left = count
            try tail.follow(matching: selection.matches) { document in
                print(document)
                left = left.map { $0 - 1 }
                return left != 0
            }
        } catch {
            throw Failure(error)
        }
    }
}
