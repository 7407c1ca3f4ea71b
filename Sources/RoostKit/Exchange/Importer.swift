package import MailCore
import MessageStore
package import SystemPackage

/// Puts messages from files into a store, many with one write.
package struct Importer {
    private let store: Store
    private let retention: Retention
    private var count = 0
    private var size = 0
    private var waiting: [ImportedMessage] = []
    private var waitingSize = 0
    /// Of the messages stored.
    package private(set) var ids: [MessageID] = []

    /// The store is made when it is not there yet.
    package init(store: FilePath) throws(Failure) {
        do throws(StoreError) {
            self.store = try Store.open(store, access: .readWrite, clock: SystemClock.now)
            retention = try self.store.readState().retention
        } catch {
            throw Failure(error)
        }
    }

    package mutating func add(_ message: ImportedMessage) throws(Failure) {
        count += 1
        size += message.capture.content.count
        if retention.messages > 0, count > retention.messages {
            throw Self.refusal("are more than the \(retention.messages) that the store keeps", "--keep")
        }
        if retention.octets > 0, size > retention.octets {
            throw Self.refusal("are larger than the \(retention.octets) octets that the store keeps", "--keep-bytes")
        }
        waiting.append(message)
        waitingSize += message.capture.content.count
        // With a limit all are seen before the first is stored, which that limit bounds.
        let isLimited = retention.messages > 0 || retention.octets > 0
        if !isLimited, waiting.count >= Limits.batchRecords || waitingSize >= Limits.batchBytes { try append() }
    }

    /// To be called behind the last message.
    package mutating func flush() throws(Failure) {
        try append()
        // Messages are stored whether or not older ones can be let go.
        try? store.applyRetention()
    }

    private static func refusal(_ what: String, _ option: String) -> Failure {
        Failure(.usage, "import: these messages \(what), so some would go at once; raise it: roost serve \(option) N")
    }

    private mutating func append() throws(Failure) {
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
