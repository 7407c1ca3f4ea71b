import MailCore
import MessageStore

#if canImport(Glibc)
import Glibc
#endif

/// Follows the session records of a store, on the caller's thread.
struct SessionTail {
    private let follower: LogFollower
    private var log = SessionLog()

    init(store: Store) throws(StoreError) {
        follower = try store.makeFollower()
    }

    /// Hands on each report that is there and each that comes, until the log cannot be read.
    /// One that repeats the report before comes again, with its count.
    mutating func follow(_ body: (SessionReport) -> Void) throws(StoreError) {
        while true {
            let entries = try follower.next(limit: 4096)
            for entry in entries {
                if let item = log.apply(entry) { body(item.report) }
            }
            guard entries.isEmpty else { continue }
            var descriptor = pollfd(fd: follower.descriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&descriptor, 1, -1)
        }
    }
}
