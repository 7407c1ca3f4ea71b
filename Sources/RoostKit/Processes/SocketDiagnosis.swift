import NIOCore

#if canImport(Glibc)
import Glibc
#endif

/// Asks the kernel for one TCP socket by its two ends (sock_diag(7)): however many sockets there are, it costs the same.
/// Linux only.
enum SocketDiagnosis {
    private static let inetDiagnosis: CInt = 4  // NETLINK_SOCK_DIAG
    private static let byFamily: UInt16 = 20  // SOCK_DIAG_BY_FAMILY
    private static let request: UInt16 = 1  // NLM_F_REQUEST
    private static let headerSize = 16
    private static let requestSize = headerSize + 56
    /// Where inet_diag_msg has idiag_inode, behind the header.
    private static let inodeOffset = headerSize + 68

    /// The inode of the socket whose own end is `local`; `nil` when there is none, or the kernel does not say.
    static func inode(local: SocketAddress, remote: SocketAddress) -> UInt32? {
        guard let local = End(local), let remote = End(remote), local.family == remote.family else { return nil }
        let descriptor = socket(AF_NETLINK, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), inetDiagnosis)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let question = message(local: local, remote: remote)
        guard send(descriptor, question, question.count, 0) == question.count else { return nil }
        var answer = [UInt8](repeating: 0, count: 1024)
        let count = recv(descriptor, &answer, answer.count, Int32(MSG_DONTWAIT))
        guard count >= inodeOffset + 4, native16(answer, at: 4) == byFamily else { return nil }
        let inode = answer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: inodeOffset, as: UInt32.self) }
        return inode == 0 ? nil : inode
    }

    private static func message(local: End, remote: End) -> [UInt8] {
        var bytes: [UInt8] = []
        func append(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value) { bytes += $0 } }
        append(UInt32(requestSize))
        append(byFamily)
        append(request)
        append(UInt32(0))  // sequence
        append(UInt32(0))  // port id
        // inet_diag_req_v2: family, protocol, extensions, padding, states
        append(UInt8(local.family))
        append(UInt8(IPPROTO_TCP))
        append(UInt16(0))
        append(UInt32.max)
        // inet_diag_sockid: ports and addresses in network order, interface, cookie
        append(local.port.bigEndian)
        append(remote.port.bigEndian)
        bytes += local.address + remote.address
        append(UInt32(0))
        append(UInt64.max)
        return bytes
    }

    private static func native16(_ bytes: [UInt8], at offset: Int) -> UInt16 {
        bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt16.self) }
    }

    /// One end of a connection: an address of 16 octets, zeros behind the four of IPv4.
    private struct End {
        var family: CInt
        var address: [UInt8]
        var port: UInt16

        init?(_ socketAddress: SocketAddress) {
            guard let text = socketAddress.ipAddress, let port = socketAddress.port.flatMap({ UInt16(exactly: $0) })
            else { return nil }
            self.port = port
            family = text.contains(":") ? AF_INET6 : AF_INET
            address = [UInt8](repeating: 0, count: 16)
            guard inet_pton(family, text, &address) == 1 else { return nil }
            // An IPv4 client of a listener on both.
            guard family == AF_INET6, address.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) else { return }
            family = AF_INET
            address = address[12...] + [UInt8](repeating: 0, count: 12)
        }
    }
}
