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
        if !isLimited, waiting.count >= Limits.batchRecords || waitingSize >= Limits.batchBytes { try flush() }
    }

    /// To be called behind the last message.
    package mutating func finish() throws(Failure) {
        try flush()
        // Should it fail, the next one who appends will do it.
        try? store.applyRetention()
    }

    private static func refusal(_ what: String, _ option: String) -> Failure {
        Failure(.usage, "import: these messages \(what), so some would go at once; raise it: roost serve \(option) N")
    }

    private mutating func flush() throws(Failure) {
        defer {
            waiting = []
            waitingSize = 0
        }
        do throws(StoreError) {
            let appended = try append(waiting.map(\.capture))
            ids += appended
            let flags = zip(appended, waiting).flatMap { id, message in message.flags.map { (id, $0) } }
            let changes = Dictionary(grouping: flags, by: \.1)
            _ = try store.append(changes.map { .flags($0.value.map(\.0), $0.key) })
        } catch {
            throw Failure(error.kind == .missing ? .noMatch : .unusable, "import: \(error) (\(ids.count) imported)")
        }
    }

    /// An append is one write, so a batch bounds it.
    private func append(_ captures: [Capture]) throws(StoreError) -> [MessageID] {
        var ids: [MessageID] = []
        var rest = captures[...]
        while !rest.isEmpty {
            var size = 0
            let batch = rest.prefix(Limits.batchRecords).prefix { capture in
                defer { size += capture.content.count }
                return size < Limits.batchBytes
            }
            ids += try store.append(batch.map { .message($0) }).compactMap(\.id)
            rest = rest.dropFirst(batch.count)
        }
        return ids
    }
}
