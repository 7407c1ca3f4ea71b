import Glibc

extension Charset {
    /// Converts to UTF-8 by libc, U+FFFD for each octet that fits nowhere; `nil` when this libc lacks the charset.
    static func convert(_ bytes: [UInt8], from name: String) -> (utf8: [UInt8], isValid: Bool)? {
        let isBigEndian = name == "UTF-16LE" && bytes.starts(with: [0xFE, 0xFF])
        let descriptor = iconv_open("UTF-8", isBigEndian ? "UTF-16BE" : name)
        guard descriptor != iconv_t(bitPattern: -1), let descriptor else { return nil }
        defer { iconv_close(descriptor) }
        var converted: [UInt8] = []
        var isValid = true
        var input = bytes
        var chunk = [CChar](repeating: 0, count: max(64, min(bytes.count * 2, 64 * 1024)))
        input.withUnsafeMutableBytes { input in
            var next = input.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = input.count
            var isFlushing = false
            while true {
                let capacity = chunk.count
                let (result, error, written) = chunk.withUnsafeMutableBufferPointer { chunk in
                    var output = chunk.baseAddress
                    var room = capacity
                    // Without input, a converter with shift states writes what it still holds.
                    let result =
                        isFlushing
                        ? iconv(descriptor, nil, nil, &output, &room) : iconv(descriptor, &next, &left, &output, &room)
                    return (result, errno, capacity - room)
                }
                converted.append(contentsOf: chunk[..<written].lazy.map(UInt8.init(bitPattern:)))
                if result != Int(bitPattern: UInt.max) {
                    if isFlushing { return }
                    isFlushing = true
                } else if error != E2BIG {
                    isValid = false
                    converted += [0xEF, 0xBF, 0xBD]
                    if error == EINVAL || left == 0 { return }
                    next = next.map { $0 + 1 }
                    left -= 1
                }
            }
        }
        return (converted, isValid)
    }
}
