package import MailCore

#if canImport(Glibc)
import Glibc
#endif

/// The only place that asks the system for the time and the zone.
package enum SystemClock {
    package static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// The time that `ROOST_NOW` names, in RFC 3339 and UTC: what screens show in place of now, for tests.
    package static let frozen: Timestamp? = getenv("ROOST_NOW").flatMap { value in
        let text = String(cString: value)
        return Timestamp(rfc3339: text.utf8) ?? Timestamp(rfc3339: (text.dropLast() + ".000000Z").utf8)
    }

    /// Nanoseconds of a clock that is never set.
    package static func monotonicNanoseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Milliseconds of a clock that is never set.
    package static func monotonicMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Seconds the local zone is ahead of UTC at a point in time.
    package static func localOffset(at timestamp: Timestamp) -> Int {
        var seconds = time_t(timestamp.microseconds / 1_000_000)
        var broken = tm()
        localtime_r(&seconds, &broken)
        return broken.tm_gmtoff
    }
}
