package import MailCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The clock of the machine.
package enum WallClock {
    /// Reads CLOCK_REALTIME.
    package static let now: @Sendable () -> Timestamp = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}
