import Foundation
import Testing

/// A client that sends octets as they are; blocking, ten seconds at most for an answer.
final class SMTPClient {
    private let socket: Int32
    private var buffer: [UInt8] = []

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(code == 0)
        try #require(try reply().hasPrefix("220 "))
        try #require(try command("EHLO client.example.test").hasPrefix("250"))
    }

    deinit { close(socket) }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    func command(_ line: String) throws -> String {
        send(Array((line + "\r\n").utf8))
        return try reply()
    }

    /// The last line of a reply; empty when the connection is gone.
    func reply() throws -> String {
        while true {
            let line = try line()
            if line.dropFirst(3).first != "-" { return line }
        }
    }

    /// Without its line end; empty when the connection is gone.
    func line() throws -> String {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                defer { buffer.removeFirst(end + 1) }
                return String(decoding: buffer[..<end], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = recv(socket, &chunk, chunk.count, 0)
            guard count > 0 else { return "" }
            buffer += chunk[..<count]
        }
    }

    /// Sends a content, dot-stuffed here; the id it was stored as, `nil` when there came no 250.
    func deliver(_ content: [UInt8]) throws -> Int? {
        guard try command("MAIL FROM:<app@example.test>").hasPrefix("250"),
            try command("RCPT TO:<bob@example.test>").hasPrefix("250"), try command("DATA").hasPrefix("354")
        else { return nil }
        send(Self.stuffed(content) + Array(".\r\n".utf8))
        let answer = try reply()
        guard answer.hasPrefix("250") else { return nil }
        return answer.split(separator: " ").last.flatMap { Int($0) }
    }

    private static func stuffed(_ content: [UInt8]) -> [UInt8] {
        var wire: [UInt8] = []
        for (position, byte) in content.enumerated() {
            let startsLine =
                position == 0 || (position >= 2 && content[(position - 2)..<position].elementsEqual([13, 10]))
            if startsLine && byte == 0x2E { wire.append(0x2E) }
            wire.append(byte)
        }
        return wire
    }
}
