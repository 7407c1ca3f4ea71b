import MailCore

/// What a single link has that its sender would want to know.
package enum LinkFindings {
    package static func findings(of link: HTMLLink) -> [HTMLFinding] {
        let url = HTMLURL(link.url)
        var findings: [HTMLFinding] = []
        func add(_ code: HTMLFinding.Code, _ text: String) {
            findings.append(HTMLFinding(code, text: text, url: link.url, offset: link.offset))
        }
        if let placeholder = Placeholder.first(in: link.url) { add(.placeholderLeft, placeholder) }
        guard url.scheme == "http" || url.scheme == "https" || url.scheme == nil, let host = url.host else {
            return findings
        }
        if let shown = hostShown(in: link.text), !isSame(shown, host) { add(.linkTextDiffers, link.text) }
        if isLocalhost(host) {
            add(.localhostLink, link.text)
        } else if isPrivate(host) {
            add(.privateLink, link.text)
        } else if url.scheme == "http" {
            add(.httpLink, link.text)
        }
        return findings
    }

    /// The host that a text names, if all it is is a URL or the name of a host.
    static func hostShown(in text: String) -> String? {
        guard !text.contains(" ") else { return nil }
        let url = HTMLURL(text)
        if url.scheme == "http" || url.scheme == "https" { return url.host }
        guard url.scheme == nil, !text.contains("@") else { return nil }
        let name = HTMLURL("//" + text).host ?? ""
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.count > 1 && labels.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isHostByte) }
        guard isName, let last = labels.last, last.utf8.count > 1, last.utf8.allSatisfy(\.isLetter) else { return nil }
        // A file's name looks like a host's.
        return labels.count > 2 || text.contains("/") || commonDomains.contains(String(last)) ? name : nil
    }

    private static let commonDomains: Set<String> = [
        "com", "org", "net", "edu", "gov", "io", "dev", "app", "example", "test", "de", "fr", "uk", "eu", "nl", "it",
        "es", "ch", "at", "jp", "cn", "br", "au", "ca", "us", "in", "co", "info", "biz",
    ]

    /// `www.` in front says nothing else.
    private static func isSame(_ shown: String, _ host: String) -> Bool {
        func bare(_ name: String) -> Substring { name.hasPrefix("www.") ? name.dropFirst(4) : name[...] }
        return bare(shown) == bare(host)
    }

    /// This machine (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3).
    static func isLocalhost(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" || host == "0.0.0.0" { return true }
        return octets(host)?.first == 127
    }

    /// Addresses and names that only a private network knows (RFC 1918, RFC 3927, RFC 4193, RFC 6762, RFC 8375).
    static func isPrivate(_ host: String) -> Bool {
        if host.hasPrefix("[fc") || host.hasPrefix("[fd") || host.hasPrefix("[fe80") { return true }
        if let octets = octets(host) {
            return switch (octets[0], octets[1]) {
            case (10, _), (192, 168), (169, 254), (172, 16...31), (100, 64...127): true
            default: false
            }
        }
        if host.hasPrefix("[") { return false }
        let names = [".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp"]
        return !host.contains(".") || names.contains { host.hasSuffix($0) }
    }

    private static func octets(_ host: String) -> [UInt8]? {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let octets = parts.compactMap { UInt8($0) }
        return parts.count == 4 && octets.count == 4 ? octets : nil
    }
}

extension UInt8 {
    fileprivate var isHostByte: Bool { isLetter || isDigit || self == 0x2D || self >= 0x80 }
}
