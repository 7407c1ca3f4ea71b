/// A field of a header section as people read it.
package struct DecodedField: Hashable, Sendable {
    /// As written, blanks before the colon left out.
    package let name: String
    /// Unfolded, encoded-words decoded (RFC 2047), trimmed.
    package let value: String
    /// Unfolded only; the same as ``value`` when there was nothing to decode.
    package let rawValue: String
    /// Its octets in the content, from the name to the end of the body.
    package let range: Range<Int>
    /// What its octets and encoded-words are at fault for.
    let defects: [Defect.Code]
    /// Whether the body has 8-bit octets that are no UTF-8 (RFC 6532).
    let isForeign: Bool

    init(_ field: HeaderSection.Field, in content: [UInt8]) {
        let body = field.unfoldedBody(in: content.span)
        let isASCII = Charset.isASCII(body)
        var defects: [Defect.Code] = []
        rawValue = HeaderText.raw(body)
        if HeaderText.mayHoldEncodedWords(body) {
            let (text, found) = HeaderText.decodeNotingDefects(body)
            value = text.trimmingBlanks()
            defects = found
        } else {
            value = rawValue
        }
        name = HeaderText.raw(content[field.nameRange])
        range = field.range
        self.defects = (isASCII ? [] : [.raw8bitHeader]) + defects
        isForeign = !isASCII && String(validating: body, as: UTF8.self) == nil
    }

    /// Whether the body is UTF-8 beyond ASCII, which wants a transaction with SMTPUTF8 (RFC 6531 section 3.4).
    var isInternationalized: Bool { defects.contains(.raw8bitHeader) && !isForeign }
}

extension HeaderSection.Field {
    /// Name and body.
    var range: Range<Int> { nameRange.lowerBound..<bodyRange.upperBound }
}
