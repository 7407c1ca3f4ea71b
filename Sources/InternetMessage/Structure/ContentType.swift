import MailCore

/// The Content-Type of an entity (RFC 2045 section 5). What is not of the form type/subtype is text/plain.
package struct ContentType: Hashable, Sendable {
    /// In lower case.
    package var type: String
    /// In lower case.
    package var subtype: String
    package var parameters = ParameterList()

    static let plainText = ContentType(type: "text", subtype: "plain")

    /// Parses an unfolded field body, and says whether it had a type and a subtype.
    static func parse(_ body: [UInt8]) -> (contentType: ContentType, isValid: Bool) {
        var scanner = FieldBodyScanner(body)
        let type = scanner.token()
        let subtype = scanner.skip(0x2F) ? scanner.token() : []
        // A semicolon that is missing before the parameters is forgiven, anything else up to it is junk.
        if !scanner.isAtParameter { scanner.skip(past: 0x3B) }
        var contentType = ContentType.plainText
        contentType.parameters = ParameterList(&scanner)
        guard !type.isEmpty, !subtype.isEmpty else { return (contentType, false) }
        contentType.type = String(decoding: type, as: UTF8.self)
        contentType.subtype = String(decoding: subtype, as: UTF8.self)
        return (contentType, true)
    }

    /// `type/subtype`
    package var mediaType: String { type + "/" + subtype }

    /// The charset parameter as declared, in lower case.
    package var charset: String? {
        parameters.value("charset").map { String(decoding: $0.bytes.map(\.lowercasedASCII), as: UTF8.self) }
    }

    /// The boundary parameter (RFC 2046 section 5.1.1), which never ends in a blank; `nil` when absent or empty.
    var boundary: [UInt8]? {
        guard var boundary = parameters.value("boundary")?.bytes else { return nil }
        while let last = boundary.last, last.isBlank { boundary.removeLast() }
        return boundary.isEmpty ? nil : boundary
    }

    var isMultipart: Bool { type == "multipart" }

    /// Whether the body is a message of its own (RFC 2046 section 5.2.1, RFC 6532 section 3.7).
    var isEmbeddedMessage: Bool { type == "message" && ["rfc822", "global", "news"].contains(subtype) }
}

/// The Content-Disposition of an entity (RFC 2183 section 2).
package struct ContentDisposition: Hashable, Sendable {
    /// In lower case.
    package var type: String
    package var parameters: ParameterList

    /// Parses an unfolded field body; `nil` when it has no type.
    init?(_ body: [UInt8]) {
        var scanner = FieldBodyScanner(body)
        let token = scanner.token()
        scanner.skip(past: 0x3B)
        parameters = ParameterList(&scanner)
        type = String(decoding: token, as: UTF8.self)
        if token.isEmpty { return nil }
    }
}
