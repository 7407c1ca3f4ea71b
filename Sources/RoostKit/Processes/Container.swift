import SystemPackage

#if canImport(Glibc)
import Glibc
#endif

/// What is known of containers: whether this process is in one, and the bridges by which those of this machine reach it.
/// Linux only.
enum Container {
    /// Files that Docker and Podman put into every container.
    private static let marks = ["/.dockerenv", "/run/.containerenv"]

    static var isInside: Bool { marks.contains { access($0, F_OK) == 0 } }

    /// IPv4 addresses of this machine on the bridges of Docker, Podman and Compose, each once.
    static var bridgeAddresses: [String] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return [] }
        defer { freeifaddrs(list) }
        var addresses: [String] = []
        var next = list
        while let entry = next?.pointee {
            next = entry.ifa_next
            guard let address = entry.ifa_addr, CInt(address.pointee.sa_family) == AF_INET,
                isBridge(String(cString: entry.ifa_name))
            else { continue }
            var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let length = socklen_t(MemoryLayout<sockaddr_in>.size)
            guard getnameinfo(address, length, &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST) == 0 else {
                continue
            }
            let text = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if !addresses.contains(text) { addresses.append(text) }
        }
        return addresses
    }

    static func isBridge(_ name: String) -> Bool {
        ["docker", "podman", "cni-podman", "br-"].contains { name.hasPrefix($0) }
    }
}
