import MessageStore
import Terminal

#if canImport(Glibc)
import Glibc
#endif

/// Counts the frames and tells each of them, a line after it was written: `frame N NANOSECONDS REASON ROWS OCTETS`.
struct FrameLog {
    private let descriptor: CInt?
    private var frames = 0
    /// When the last frame was written, in milliseconds.
    private(set) var last: Int64 = 0

    /// - Parameter descriptor: Where the lines go; `nil` for nowhere.
    init(descriptor: CInt?) {
        self.descriptor = descriptor
    }

    /// Whether anybody wants to know the octets of a frame.
    var counts: Bool { descriptor != nil }

    mutating func add(_ count: FrameCount, because reason: String) {
        let now = SystemClock.monotonicNanoseconds()
        last = now / 1_000_000
        frames += 1
        guard let descriptor else { return }
        let line = "frame \(frames) \(now) \(reason) \(count.rows) \(count.octets ?? 0)\n"
        _ = line.utf8.withContiguousStorageIfAvailable { write(descriptor, $0.baseAddress, $0.count) }
    }
}
