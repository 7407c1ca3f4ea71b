package import MailCore

/// Appends to a store on a thread of its own, so that nobody else waits for the disk.
///
/// All that waits is written and synced together (group commit). Must be finished before it is let go.
package final class LogWriter: Sendable {
    fileprivate struct Job: Sendable {
        var record: PreparedRecord
        /// Octets of the content.
        var size: Int
        var completion: @Sendable (Result<Appended, StoreError>) -> Void
    }

    fileprivate struct Queue: Sendable {
        var jobs: [Job] = []
        /// Contents that wait or are being written, in octets.
        var size = 0
        /// How many of the jobs are sessions.
        var sessions = 0
        /// Records are being written, by the thread or by who submitted them.
        var isWriting = false
        /// When what was written without a sync must be synced.
        var deadline: Int?
        var isFinishing = false
        var hasEnded = false
    }

    private let queue = Monitor(Queue())
    private let capacity: Int
    private let store: Store
    private let sync: SyncPolicy

    package convenience init(store: Store, sync: SyncPolicy) {
        self.init(store: store, sync: sync, capacity: Limits.contentInMemory)
    }

    init(store: Store, sync: SyncPolicy, capacity: Int) {
        self.capacity = capacity
        self.store = store
        self.sync = sync
        let queue = queue
        do throws(StoreError) {
            try WorkerThread.start(name: "writer") { Self.run(queue, store, sync) }
        } catch {
            queue.withLock {
                $0.isFinishing = true
                $0.hasEnded = true
            }
        }
    }

    /// The completion is called once the message is as durable as the policy asks, or will not be.
    ///
    /// It is called on the writer's thread and must not block; before this returns, on the caller's, with `full` when
    /// the contents that wait leave no room, or with `failed` when the writer has finished.
    ///
    /// - Parameter inline: The caller would rather wait for the disk than for another thread: one event loop with one
    ///   session that sends. The message is written on its thread, and the completion called there, before this
    ///   returns; but it waits as any other when something else waits already, when another process holds the lock, or
    ///   when it is larger than `Limits.inlineAppend`.
    package func submit(
        _ capture: Capture, inline: Bool = false,
        completion: @escaping @Sendable (Result<MessageID, StoreError>) -> Void
    ) {
        let record: PreparedRecord
        do throws(StoreError) {
            record = try PreparedRecord(.message(capture))
        } catch {
            return completion(.failure(error))
        }
        if inline, capture.content.count <= Limits.inlineAppend, let result = writeAtOnce(record) {
            return completion(result.flatMap(\.messageID))
        }
        submit(record, size: capture.content.count) { completion($0.flatMap(\.messageID)) }
    }

    /// As ``submit(_:inline:completion:)``, for any record, in the order submitted.
    ///
    /// Sessions never take the place of mail: at most 1,000 of them wait, more are refused with `full`.
    package func submit(
        _ record: NewRecord, completion: @escaping @Sendable (Result<Appended, StoreError>) -> Void
    ) {
        let size = if case .message(let capture) = record { capture.content.count } else { 0 }
        do throws(StoreError) {
            submit(try PreparedRecord(record), size: size, completion: completion)
        } catch {
            completion(.failure(error))
        }
    }

    private func submit(
        _ record: PreparedRecord, size: Int,
        completion: @escaping @Sendable (Result<Appended, StoreError>) -> Void
    ) {
        let refusal: StoreError? = queue.withLock { queue in
            guard !queue.isFinishing else {
                return StoreError(.failed, "the writer of the store has finished; start the listener again")
            }
            guard size <= capacity - queue.size else {
                return StoreError(.full, "too many messages wait for the disk; try again later")
            }
            guard record.report == nil || queue.sessions < Limits.sessionReports else {
                return StoreError(.full, "too many sessions wait to be told of; this one is left out")
            }
            if record.report != nil { queue.sessions += 1 }
            queue.jobs.append(Job(record: record, size: size, completion: completion))
            queue.size += size
            return nil
        }
        if let refusal { completion(.failure(refusal)) }
    }

    /// `nil` when somebody else would have to be waited for.
    private func writeAtOnce(_ record: PreparedRecord) -> Result<Appended, StoreError>? {
        // Nobody waits for this change: the thread only for jobs, and there are none.
        let isFree = queue.withLock(wakes: false) { queue in
            guard queue.jobs.isEmpty, !queue.isWriting, !queue.isFinishing else { return false }
            queue.isWriting = true
            return true
        }
        guard isFree else { return nil }
        var result: Result<Appended, StoreError>?
        do throws(StoreError) {
            result = try store.appendAtOnce(record, sync: sync == .always ? .always : .never).map { .success($0) }
        } catch {
            result = .failure(error)
        }
        // What others have submitted meanwhile, or the first deadline, is news for the thread.
        let hasNews = queue.withLock(wakes: false) { queue in
            queue.isWriting = false
            guard sync == .interval, queue.deadline == nil else { return !queue.jobs.isEmpty || queue.isFinishing }
            queue.deadline = monotonicMilliseconds() + Self.interval
            return true
        }
        if hasNews { queue.withLock { _ in } }
        return result
    }

    /// Writes all that waits, then ends the thread; blocks until that is done. Not to be called by a completion.
    package func finish() {
        queue.withLock { $0.isFinishing = true }
        _ = queue.wait { $0.hasEnded ? true : nil }
    }

    /// The time of the interval policy, in milliseconds.
    private static let interval = 50

    fileprivate enum Task {
        case write([Job])
        case synchronize
        case lookAgain
        case end
    }

    private static func run(_ queue: Monitor<Queue>, _ store: Store, _ sync: SyncPolicy) {
        while true {
            // A deadline that is set while this waits wakes it, so that it is seen.
            let deadline = queue.withLock(wakes: false) { $0.deadline }
            let task = queue.wait(untilMilliseconds: deadline) { $0.nextTask(since: deadline) }
            switch task {
            case .write(let batch):
                write(batch, to: store, sync: sync == .always ? .always : .never)
                queue.withLock { queue in
                    queue.isWriting = false
                    queue.size -= batch.reduce(0) { $0 + $1.size }
                    if sync == .interval { queue.deadline = queue.deadline ?? monotonicMilliseconds() + interval }
                }
            case .synchronize:
                // Those who asked for this policy were answered before; there is nobody left to tell.
                try? store.synchronize()
            case .end:
                if sync != .never { try? store.synchronize() }
                queue.withLock { $0.hasEnded = true }
                return
            case .lookAgain, nil:
                continue
            }
        }
    }

    private static func write(_ batch: [Job], to store: Store, sync: SyncPolicy) {
        var appended: [Appended] = []
        var failure: StoreError?
        do throws(StoreError) {
            (appended, failure) = try store.append(batch.map(\.record), sync: sync)
        } catch {
            failure = error
        }
        for (position, job) in batch.enumerated() {
            if position < appended.count {
                job.completion(.success(appended[position]))
            } else if let failure {
                job.completion(.failure(failure))
            }
        }
    }
}

extension LogWriter.Queue {
    /// `nil` when there is nothing to do yet.
    fileprivate mutating func nextTask(since deadline: Int?) -> LogWriter.Task? {
        if isWriting { return nil }
        if let due = self.deadline, monotonicMilliseconds() >= due {
            self.deadline = nil
            return .synchronize
        }
        if !jobs.isEmpty {
            isWriting = true
            return .write(takeBatch())
        }
        if isFinishing { return .end }
        return self.deadline == deadline ? nil : .lookAgain
    }

    /// The jobs of one append: at least one, when there is any.
    private mutating func takeBatch() -> [LogWriter.Job] {
        var size = 0
        let count = jobs.prefix(Limits.batchRecords).prefix { job in
            defer { size += job.size }
            return size == 0 || size + job.size <= Limits.batchBytes
        }.count
        let batch = Array(jobs.prefix(count))
        jobs.removeFirst(count)
        sessions -= batch.count { $0.record.report != nil }
        return batch
    }
}

extension Appended {
    fileprivate var messageID: Result<MessageID, StoreError> {
        id.map(Result.success)
            ?? .failure(StoreError(.failed, "the log gave no id to a message; this is a fault in Roost"))
    }
}
