#if canImport(Glibc)
import Glibc
#endif

/// A named thread with one job, for work that blocks and so must not stand on the Swift pool.
package enum WorkerThread {
    /// - Throws: when the system has no thread left.
    package static func start(name: String, _ body: @escaping @Sendable () -> Void) throws(StoreError) {
        let job = Unmanaged.passRetained(Job(body: body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body()
                return nil
            }, job.toOpaque())
        guard code == 0 else {
            job.release()
            throw StoreError(.failed, "cannot start the \(name) thread: error \(code)")
        }
        pthread_detach(thread)
    }

    private final class Job: Sendable {
        let body: @Sendable () -> Void
        init(body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
