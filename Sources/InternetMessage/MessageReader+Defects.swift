import MailCore

extension MessageReader {
    /// Those of octets and encoded-words in one header section.
    func encodingDefects(of index: Int) -> [Defect.Code] {
        let entity = message.entities[index]
        let bytes = source(of: entity)
        var found: [Defect.Code] = []
        for field in entity.header.fields {
            let body = field.unfoldedBody(in: bytes.span)
            if !Charset.isASCII(body) { found.append(.raw8bitHeader) }
            if HeaderText.mayHoldEncodedWords(body) { found += HeaderText.decodeNotingDefects(body).defects }
        }
        return found
    }

    /// Those of the fields of one header section that have a syntax.
    func headerDefects(of index: Int) -> [Defect.Code] {
        let entity = message.entities[index]
        let bytes = source(of: entity)
        var found: [Defect.Code] = []
        for field in entity.header.fields where field.isNamed(anyOf: Self.addressFields, in: bytes.span) {
            if AddressList(parsing: field.unfoldedBody(in: bytes.span)).hasInvalid { found.append(.invalidAddress) }
        }
        let isMessage = entity.parent.map { message.entities[$0].kind == .message } ?? true
        if isMessage, let date = entity.header.first("Date", in: bytes.span),
            DateTime(parsing: date.unfoldedBody(in: bytes.span)) == nil
        {
            found.append(.invalidDate)
        }
        if let name = filenameValue(of: entity), let defect = HeaderText.decodeNotingDefects(name).defects.first {
            found.append(defect)
        }
        return found
    }

    /// The fields whose body is an address-list or a mailbox (RFC 5322 sections 3.6.2 and 3.6.3).
    private static let addressFields: [StaticString] = ["From", "Sender", "Reply-To", "To", "Cc", "Bcc"]
}

extension [Defect] {
    /// One code at most once a path.
    func withoutRepeats() -> [Defect] {
        var seen: Set<Defect> = []
        return filter { seen.insert($0).inserted }
    }
}
