package import MailCore
import TerminalText

#if canImport(Glibc)
import Glibc
#endif

/// Hands messages over by SMTP to a Roost on a loopback or private address, and to nothing else: an address of the wide
/// world is not connected to, and a server whose greeting does not say that it is a Roost is sent nothing.
package final class SMTPSubmission {
    package enum Reach: Sendable {
        case loopback
        /// Also RFC 1918, RFC 4193 and link-local addresses.
        case privateNetwork
    }

    private static let seconds = 30

    private let place: String
    private let socket: CInt
    private var buffer: [UInt8] = []
    private var isRoost = false

    package init(_ address: ListenAddress, reach: Reach) throws(SubmissionError) {
        let host = address.host ?? "127.0.0.1"
        place = address.host == nil ? "127.0.0.1:\(address.port)" : address.description
        socket = try Self.connect(host, address.port, place, reach)
        let greeting = try reply()
        let words = greeting.split(separator: " ")
        guard greeting.hasPrefix("220"), words.count >= 4, words[2] == "ESMTP", words[3] == "Roost" else {
            throw .notRoost(place)
        }
        isRoost = true
        try expect("EHLO localhost")
    }

    deinit {
        if isRoost {
            try? send(Array("QUIT\r\n".utf8))
            _ = try? reply()
        }
        close(socket)
    }

    /// - Returns: What the server said in the end, as in `250 2.0.0 Ok: stored as 42`.
    package func submit(_ envelope: Envelope, _ content: [UInt8]) throws(SubmissionError) -> String {
        let paths = [envelope.reversePath.address] + envelope.forwardPaths.map(\.address)
        var parameters = content.allSatisfy { $0 < 0x80 } ? "" : " BODY=8BITMIME"
        if paths.contains(where: { !$0.utf8.allSatisfy { $0 < 0x80 } }) { parameters += " SMTPUTF8" }
        try expect("MAIL FROM:<\(paths[0])>\(parameters)")
        for path in paths.dropFirst() { try expect("RCPT TO:<\(path)>") }
        // Chunks keep every byte, also where the last line has no line break (RFC 3030).
        try send(Array("BDAT \(content.count) LAST\r\n".utf8) + content)
        return try success(reply())
    }

    private func expect(_ command: String) throws(SubmissionError) {
        try send(Array((command + "\r\n").utf8))
        _ = try success(reply())
    }

    private func success(_ reply: String) throws(SubmissionError) -> String {
        guard reply.hasPrefix("2") else { throw .refused(reply: SafeText(line: reply).string) }
        return SafeText(line: reply).string
    }

    private func send(_ bytes: [UInt8]) throws(SubmissionError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            rest = rest.dropFirst(count)
        }
    }

    /// The last line of a reply, without its line end.
    private func reply() throws(SubmissionError) -> String {
        while true {
            while let end = buffer.firstIndex(of: .lf) {
                let line = String(decoding: buffer[..<end].filter { $0 != .cr }, as: UTF8.self)
                buffer.removeFirst(end + 1)
                if line.utf8.dropFirst(3).first != 0x2D { return line }
            }
            guard buffer.count <= Limits.commandLine else { throw .notRoost(place) }
            var chunk = [UInt8](repeating: 0, count: 4096)
            let count = recv(socket, &chunk, chunk.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count != 0 else { throw .unreachable(place, reason: "it closed the connection") }
            guard count > 0 else { throw failure() }
            buffer += chunk[..<count]
        }
    }

    private func failure() -> SubmissionError {
        let isTimeout = errno == EAGAIN || errno == EWOULDBLOCK
        return .unreachable(
            place, reason: isTimeout ? "no answer for \(Self.seconds) s" : String(cString: strerror(errno)))
    }

    private static func connect(
        _ host: String, _ port: Int, _ place: String, _ reach: Reach
    ) throws(SubmissionError) -> CInt {
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0 else { throw .badAddress(place) }
        defer { freeaddrinfo(found) }
        var error = SubmissionError.notPrivate(place)
        var next = found
        while let entry = next?.pointee {
            next = entry.ai_next
            guard let address = entry.ai_addr, PrivateAddress.isAllowed(address, reach) else { continue }
            let socket = Glibc.socket(entry.ai_family, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
            var timeout = timeval(tv_sec: seconds, tv_usec: 0)
            for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
                setsockopt(socket, SOL_SOCKET, option, &timeout, socklen_t(MemoryLayout<timeval>.size))
            }
            if Glibc.connect(socket, address, entry.ai_addrlen) == 0 { return socket }
            error = .unreachable(place, reason: String(cString: strerror(errno)))
            close(socket)
        }
        throw error
    }
}

/// Addresses that do not lead into the wide world.
private enum PrivateAddress {
    static func isAllowed(_ address: UnsafePointer<sockaddr>, _ reach: SMTPSubmission.Reach) -> Bool {
        let raw = UnsafeRawPointer(address)
        switch CInt(address.pointee.sa_family) {
        case AF_INET:
            // Behind family and port (ip(7)).
            return isAllowed(v4: Array(UnsafeRawBufferPointer(start: raw + 4, count: 4)), reach)
        case AF_INET6:
            // Behind family, port and flow information (ipv6(7)).
            let octets = Array(UnsafeRawBufferPointer(start: raw + 8, count: 16))
            if octets.dropLast().allSatisfy({ $0 == 0 }), octets.last == 1 { return true }
            // IPv4 in IPv6 (RFC 4291 section 2.5.5.2).
            if octets[..<10].allSatisfy({ $0 == 0 }), octets[10] == 0xFF, octets[11] == 0xFF {
                return isAllowed(v4: Array(octets[12...]), reach)
            }
            return reach == .privateNetwork
                && (octets[0] & 0xFE == 0xFC || octets[0] == 0xFE && octets[1] & 0xC0 == 0x80)
        default:
            return false
        }
    }

    private static func isAllowed(v4 octets: [UInt8], _ reach: SMTPSubmission.Reach) -> Bool {
        if octets[0] == 127 { return true }
        guard reach == .privateNetwork else { return false }
        return octets[0] == 10 || octets[0] == 172 && octets[1] & 0xF0 == 16 || octets[0] == 192 && octets[1] == 168
            || octets[0] == 169 && octets[1] == 254
    }
}
