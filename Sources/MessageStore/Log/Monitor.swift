import Glibc

/// A value behind a lock that threads can wait on to change.
///
/// Unchecked: `state` is touched only between lock and unlock of `mutex`.
package final class Monitor<State: Sendable>: @unchecked Sendable {
    private var state: State
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init(_ state: State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// Wakes all who wait, since the value may have changed; a caller that knows that nobody waits for its change
    /// says so, since waking costs more than the change.
    package func withLock<R>(wakes: Bool = true, _ body: (inout State) -> R) -> R {
        pthread_mutex_lock(mutex)
        defer {
            if wakes { pthread_cond_broadcast(changed) }
            pthread_mutex_unlock(mutex)
        }
        return body(&state)
    }

    /// Blocks until the closure returns a value, or until the deadline on the clock that only goes forward.
    package func wait<R>(untilMilliseconds deadline: Int? = nil, for body: (inout State) -> R?) -> R? {
        pthread_mutex_lock(mutex)
        defer {
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(mutex)
        }
        while true {
            if let result = body(&state) { return result }
            if let deadline {
                var time = timespec(tv_sec: deadline / 1_000, tv_nsec: deadline % 1_000 * 1_000_000)
                if pthread_cond_timedwait(changed, mutex, &time) == ETIMEDOUT { return body(&state) }
            } else {
                pthread_cond_wait(changed, mutex)
            }
        }
    }
}
