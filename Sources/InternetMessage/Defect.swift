/// Something odd about a message that is shown all the same: what, and where.
package struct Defect: Hashable, Sendable {
    package var code: Code
    /// The IMAP part number of the entity it was found in; `nil` for the message as a whole.
    package var path: String?

    package init(_ code: Code, path: String? = nil) {
        self.code = code
        self.path = path
    }

    /// The codes of `roost inspect`; stable, since people match on them.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case utf8BOM = "utf8-bom"
        case mboxFromLine = "mbox-from-line"
        case strayContinuation = "stray-continuation"
        case missingHeaderSeparator = "missing-header-separator"
        case duplicateHeader = "duplicate-header"
        case raw8bitHeader = "raw-8bit-header"
        case invalidDate = "invalid-date"
        case invalidAddress = "invalid-address"
        case invalidEncodedWord = "invalid-encoded-word"
        case invalidContentType = "invalid-content-type"
        case missingBoundary = "missing-boundary"
        case boundaryNotFound = "boundary-not-found"
        case missingEndBoundary = "missing-end-boundary"
        case encodedMultipart = "encoded-multipart"
        case encodedMessage = "encoded-message"
        case unknownEncoding = "unknown-encoding"
        case base64Garbage = "base64-garbage"
        case qpMalformed = "qp-malformed"
        case uuencodeMalformed = "uuencode-malformed"
        case charsetUnknown = "charset-unknown"
        case charsetGuessed = "charset-guessed"
        case charsetInvalidBytes = "charset-invalid-bytes"
        case charsetMismatch = "charset-mismatch"
        case nestingTooDeep = "nesting-too-deep"
        case tooManyParts = "too-many-parts"
        case tooManyHeaders = "too-many-headers"
    }
}
