import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// One value from another thread, waited for.
final class Answer<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let ready: (read: CInt, write: CInt)

    init() {
        var ends: [CInt] = [-1, -1]
        // Without descriptors the waiting below looks again and again.
        _ = pipe(&ends)
        ready = (ends[0], ends[1])
    }

    deinit {
        close(ready.read)
        close(ready.write)
    }

    func give(_ new: Value) {
        value.withLock { $0 = new }
        _ = write(ready.write, [0 as UInt8], 1)
    }

    func wait() -> Value {
        while true {
            if let value = value.withLock({ $0 }) { return value }
            var descriptor = pollfd(fd: ready.read, events: Int16(POLLIN), revents: 0)
            poll(&descriptor, 1, ready.read < 0 ? 5 : -1)
        }
    }
}
