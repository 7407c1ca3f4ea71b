package import MailCore
import MessageStore
package import SystemPackage

/// Puts messages from files into a store, many with one write.
package struct Importer {
    private let store: Store
    private var waiting: [ImportedMessage] = []
    private var waitingSize = 0
    /// Of the messages stored.
    package private(set) var ids: [MessageID] = []

    /// The store is made when it is not there yet.
    package init(store: FilePath) throws(Failure) {
        do throws(StoreError) {
            self.store = try Store.open(store, access: .readWrite, clock: SystemClock.now)
        } catch {
            throw Failure(error)
        }
    }

    package mutating func add(_ message: ImportedMessage) throws(Failure) {
        waiting.append(message)
        waitingSize += message.capture.content.count
        if waiting.count >= Limits.batchRecords || waitingSize >= Limits.batchBytes { try flush() }
    }

    /// To be called behind the last message.
    package mutating func finish() throws(Failure) {
        try flush()
        // Should it fail, the next one who appends will do it.
        try? store.applyRetention()
    }

    private mutating func flush() throws(Failure) {
        defer {
            waiting = []
            waitingSize = 0
        }
        do throws(StoreError) {
            let appended = try store.append(waiting.map { .message($0.capture) }).compactMap(\.id)
            ids += appended
            let flags = zip(appended, waiting).flatMap { id, message in message.flags.map { (id, $0) } }
            let changes = Dictionary(grouping: flags, by: \.1)
            _ = try store.append(changes.map { .flags($0.value.map(\.0), $0.key) })
        } catch {
            throw Failure(error.kind == .missing ? .noMatch : .unusable, "import: \(error) (\(ids.count) imported)")
        }
    }
}
