#if canImport(Glibc)
import Glibc
#endif

/// A name that may stand in a certificate: labels of letters, digits and hyphens (RFC 1123 section 2.1), in lower case.
package struct HostName: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// `nil` for what is no host name: an address, a name with an underscore, one that is too long.
    package init?(_ text: String) {
        let name = (text.hasSuffix(".") ? String(text.dropLast()) : text).lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.allSatisfy(Self.isLabel), let last = labels.last,
            !last.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        description = name
    }

    /// What this machine calls itself.
    package static var current: HostName? {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return nil }
        return HostName(String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}
