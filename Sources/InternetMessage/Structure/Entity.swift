import MailCore

/// A message or a part of one (RFC 2045 section 2.4), as offsets.
package struct Entity: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case leaf
        /// Was split into parts (RFC 2046 section 5.1). A multipart that could not be is a leaf.
        case multipart
        /// A message/rfc822 and the like, whose message follows as its child (RFC 2046 section 5.2.1).
        case message
    }

    /// IMAP part number (RFC 3501 section 6.4.5); `TEXT`, or `3.TEXT` in the message at `3`, for a multipart that is
    /// the whole body of a message.
    package var path: String
    /// Entities around this one.
    package var depth: Int
    package var parent: Int?
    package var kind: Kind
    /// What the ranges are offsets into: 0 for the content, n for the n-th of ``ParsedMessage/decodedMessages``.
    var source: Int
    package var header: HeaderSection
    package var bodyRange: Range<Int>
    package var contentType: ContentType
    /// The Content-Transfer-Encoding as declared, in lower case (RFC 2045 section 6.1).
    package var transferEncoding: String?
    package var contentDisposition: ContentDisposition?
    /// Without the angle brackets (RFC 2045 section 7).
    package var contentID: String?

    package var isMultipart: Bool { kind == .multipart }

    /// Whether the body is text: of type text, or a multipart that could not be split.
    var isText: Bool { contentType.type == "text" || contentType.isMultipart }

    /// The Content-Transfer-Encoding as declared, `7bit` when absent (RFC 2045 section 6.1); `nil` for multiparts.
    package var declaredEncoding: String? { kind == .multipart ? nil : transferEncoding ?? "7bit" }

    /// The charset parameter as declared, in lower case; `nil` when absent and for multiparts and messages.
    package var declaredCharset: String? { kind == .leaf ? contentType.charset : nil }

    /// The disposition type in lower case.
    package var disposition: String? { contentDisposition?.type }

    /// The encoding to undo; none on a multipart, where one is forbidden and ignored (RFC 2045 section 6.4).
    var effectiveEncoding: TransferEncoding {
        contentType.isMultipart ? .identity : TransferEncoding(token: transferEncoding)
    }

    init(
        path: String, depth: Int, parent: Int?, source: Int, header: HeaderSection, bodyStart: Int,
        defaultType: ContentType, in bytes: Span<UInt8>
    ) {
        self.path = path
        self.depth = depth
        self.parent = parent
        self.source = source
        self.header = header
        kind = .leaf
        bodyRange = bodyStart..<bodyStart
        contentType = defaultType
        if let field = header.first("Content-Transfer-Encoding", in: bytes) {
            var scanner = FieldBodyScanner(field.unfoldedBody(in: bytes))
            let token = scanner.token()
            transferEncoding = token.isEmpty ? nil : String(decoding: token, as: UTF8.self)
        }
        contentDisposition = header.first("Content-Disposition", in: bytes)
            .flatMap { ContentDisposition($0.unfoldedBody(in: bytes)) }
        contentID = header.first("Content-ID", in: bytes)
            .flatMap { MessageIdentifier.text(of: $0.unfoldedBody(in: bytes)) }
    }
}
