import MailCore

extension ArraySlice<UInt8> {
    /// A TLS handshake record (RFC 8446 section 5.1): no command begins with these octets.
    var isTLSHello: Bool { starts(with: [0x16, 0x03]) }
}

extension [UInt8] {
    private static let httpMethods = ["GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT", "DELETE", "PATCH", "PRI"]
        .map { Array($0.utf8) }

    /// A request line (RFC 9112 section 3), told by its method. Methods are case-sensitive.
    var isHTTPRequest: Bool {
        let word = prefix { !$0.isBlank }
        return word.count < count && Self.httpMethods.contains { $0.elementsEqual(word) }
    }
}
