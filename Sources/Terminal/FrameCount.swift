import Glibc

/// What one drawing wrote.
package struct FrameCount: Hashable, Sendable {
    package var rows: Int
    /// Octets; `nil` when nobody counts.
    package var octets: Int?

    /// What this thread has written so far, as Linux tells.
    static func written() -> Int? {
        guard let file = fopen("/proc/thread-self/io", "re") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix("wchar: ") else { continue }
            return Int(text.dropFirst(7).prefix { $0.isNumber })
        }
        return nil
    }
}
