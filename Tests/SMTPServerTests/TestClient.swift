import Glibc

/// A blocking client on loopback. Every wait ends after ten seconds at the latest.
final class TestClient {
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Connects to a numeric host; `nil` when that fails.
    init?(host: String = "127.0.0.1", port: Int) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICHOST
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0, let address = list else { return nil }
        defer { freeaddrinfo(list) }
        descriptor = socket(address.pointee.ai_family, address.pointee.ai_socktype, 0)
        var timeout = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        guard connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 else { return nil }
    }

    deinit { Glibc.close(descriptor) }

    func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    func endOutput() { Glibc.shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next line without CRLF; `nil` at the end, or when nothing comes.
    func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let line = buffer[..<end].dropLast()
                buffer.removeFirst(end + 1)
                return String(decoding: line, as: UTF8.self)
            }
            guard receive() else { return nil }
        }
    }

    func lines(_ count: Int) -> [String?] { (0..<count).map { _ in line() } }

    /// All lines up to the end.
    func rest() -> [String] {
        var lines: [String] = []
        while let line = line() { lines.append(line) }
        return lines
    }

    private func receive() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer.append(contentsOf: chunk[..<count])
        return true
    }
}
