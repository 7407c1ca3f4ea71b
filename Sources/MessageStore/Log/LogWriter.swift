package import MailCore

/// Appends to a store on a thread of its own, so that nobody else waits for the disk.
///
/// All that waits is written and synced together (group commit). Must be finished before it is let go.
package final class LogWriter: Sendable {
    fileprivate struct Job: Sendable {
        var record: NewRecord
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
        var isFinishing = false
        var hasEnded = false
    }

    private let queue = Monitor(Queue())
    private let capacity: Int

    package convenience init(store: Store, sync: SyncPolicy) {
        self.init(store: store, sync: sync, capacity: Limits.contentInMemory)
    }

    init(store: Store, sync: SyncPolicy, capacity: Int) {
        self.capacity = capacity
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
    /// It is called on the writer's thread and must not block; at once, on the caller's, with `full` when the
    /// contents that wait leave no room, or with `failed` when the writer has finished.
    package func submit(
        _ capture: Capture, completion: @escaping @Sendable (Result<MessageID, StoreError>) -> Void
    ) {
        submit(.message(capture)) { result in
            completion(
                result.flatMap { appended in
                    appended.id.map(Result.success)
                        ?? .failure(StoreError(.failed, "the log gave no id to a message; this is a fault in Roost"))
                })
        }
    }

    /// As ``submit(_:completion:)-(Capture,_)``, for any record, in the order submitted.
    ///
    /// Sessions never take the place of mail: at most 1,000 of them wait, more are refused with `full`.
    package func submit(
        _ record: NewRecord, completion: @escaping @Sendable (Result<Appended, StoreError>) -> Void
    ) {
        let size = if case .message(let capture) = record { capture.content.count } else { 0 }
        let isSession = if case .session = record { true } else { false }
        let refusal: StoreError? = queue.withLock { queue in
            guard !queue.isFinishing else {
                return StoreError(.failed, "the writer of the store has finished; start the listener again")
            }
            guard size <= capacity - queue.size else {
                return StoreError(.full, "too many messages wait for the disk; try again later")
            }
            guard !isSession || queue.sessions < Limits.sessionReports else {
                return StoreError(.full, "too many sessions wait to be told of; this one is left out")
            }
            if isSession { queue.sessions += 1 }
            queue.jobs.append(Job(record: record, size: size, completion: completion))
            queue.size += size
            return nil
        }
        if let refusal { completion(.failure(refusal)) }
    }

    /// Writes all that waits, then ends the thread; blocks until that is done. Not to be called by a completion.
    package func finish() {
        queue.withLock { $0.isFinishing = true }
        _ = queue.wait { $0.hasEnded ? true : nil }
    }

    /// The time of the interval policy, in milliseconds.
    private static let interval = 50

    private static func run(_ queue: Monitor<Queue>, _ store: Store, _ sync: SyncPolicy) {
        // When what was written without a sync must be synced.
        var deadline: Int?
        while true {
            let batch = queue.wait(untilMilliseconds: deadline) { queue -> [Job]? in
                queue.jobs.isEmpty && !queue.isFinishing ? nil : queue.takeBatch()
            }
            if let batch, !batch.isEmpty {
                write(batch, to: store, sync: sync == .always ? .always : .never)
                queue.withLock { queue in queue.size -= batch.reduce(0) { $0 + $1.size } }
                if sync == .interval { deadline = deadline ?? monotonicMilliseconds() + interval }
            }
            let isLast = batch?.isEmpty ?? false
            if let due = deadline, isLast || monotonicMilliseconds() >= due {
                // Those who asked for this policy were answered before; there is nobody left to tell.
                try? store.synchronize()
                deadline = nil
            }
            if isLast {
                queue.withLock { $0.hasEnded = true }
                return
            }
        }
    }

    private static func write(_ batch: [Job], to store: Store, sync: SyncPolicy) {
        var jobs: [Job] = []
        var records: [PreparedRecord] = []
        for job in batch {
            do throws(StoreError) {
                records.append(try PreparedRecord(job.record))
                jobs.append(job)
            } catch {
                job.completion(.failure(error))
            }
        }
        var appended: [Appended] = []
        var failure: StoreError?
        do throws(StoreError) {
            (appended, failure) = try store.append(records, sync: sync)
        } catch {
            failure = error
        }
        for (position, job) in jobs.enumerated() {
            if position < appended.count {
                job.completion(.success(appended[position]))
            } else if let failure {
                job.completion(.failure(failure))
            }
        }
    }
}

extension LogWriter.Queue {
    /// The jobs of one append: at least one, when there is any.
    fileprivate mutating func takeBatch() -> [LogWriter.Job] {
        var size = 0
        let count = jobs.prefix(Limits.batchRecords).prefix { job in
            defer { size += job.size }
            return size == 0 || size + job.size <= Limits.batchBytes
        }.count
        let batch = Array(jobs.prefix(count))
        jobs.removeFirst(count)
        sessions -= batch.count { if case .session = $0.record { true } else { false } }
        return batch
    }
}
