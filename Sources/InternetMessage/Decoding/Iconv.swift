import Glibc
import Synchronization

/// A converter of libc to UTF-8; the only place where Roost asks libc about text.
final class Iconv {
    private let name: String
    private let descriptor: iconv_t

    /// `nil` when this libc lacks the charset. Never give it a name from a message: libc searches files for it.
    init?(from name: String) {
        self.name = name
        if let idle = Self.idle.withLock({ $0.removeValue(forKey: name) }) {
            descriptor = idle.descriptor
            return
        }
        let descriptor = iconv_open("UTF-8", name)
        guard descriptor != iconv_t(bitPattern: -1), let descriptor else { return nil }
        self.descriptor = descriptor
    }

    deinit {
        let (name, free) = (name, Idle(descriptor: descriptor))
        let other = Self.idle.withLock { $0.updateValue(free, forKey: name) }
        if let other { iconv_close(other.descriptor) }
    }

    /// Nobody has it: whoever takes it out of ``idle`` is the only one then, on whatever thread.
    private struct Idle: @unchecked Sendable {
        let descriptor: iconv_t
    }

    /// By name, one of each at most: to open one makes libc read files, which takes longer than a common message.
    private static let idle = Mutex<[String: Idle]>([:])

    /// Appends the text that octets stand for, and begins anew after them: U+FFFD for each `unit` octets that fit nowhere.
    ///
    /// - Returns: whether all octets had a meaning.
    func convert(_ bytes: ArraySlice<UInt8>, unit: Int = 1, into text: inout [UInt8]) -> Bool {
        var isValid = true
        bytes.withUnsafeBytes { input in
            // iconv(3) does not write to its input, whatever its type says.
            var next = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(to: CChar.self)
            var left = input.count
            while left > 0 {
                let error = run(&next, &left, into: &text)
                guard error != 0 else { break }
                if error == E2BIG { continue }
                isValid = false
                text += Self.replacement
                if error == EINVAL { break }
                let skipped = min(unit, left)
                next = next.map { $0 + skipped }
                left -= skipped
            }
        }
        // Without input, a converter with shift states writes what it still holds.
        var (none, nothing) = (UnsafeMutablePointer<CChar>?.none, 0)
        if run(&none, &nothing, into: &text) != 0 { isValid = false }
        _ = iconv(descriptor, nil, nil, nil, nil)
        return isValid
    }

    /// U+FFFD.
    static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    /// One call; 0, or its `errno`.
    private func run(
        _ next: inout UnsafeMutablePointer<CChar>?, _ left: inout Int, into text: inout [UInt8]
    ) -> CInt {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { chunk in
            var output = chunk.baseAddress
            var room = chunk.count
            let result =
                next == nil
                ? iconv(descriptor, nil, nil, &output, &room) : iconv(descriptor, &next, &left, &output, &room)
            let error = result == Int(bitPattern: UInt.max) ? errno : 0
            let written = UnsafeRawBufferPointer(chunk).prefix(chunk.count - room)
            text.append(contentsOf: UnsafeRawBufferPointer(rebasing: written))
            return error
        }
    }
}
