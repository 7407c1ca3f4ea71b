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
        let addresses = index == 0 ? addresses : AddressFields(of: entity.header, in: bytes.span)
        var found = [Defect.Code](repeating: .invalidAddress, count: addresses.invalid)
        let isMessage = entity.parent.map { message.entities[$0].kind == .message } ?? true
        if isMessage, let field = entity.header.first("Date", in: bytes.span),
            index == 0 ? date == nil : DateTime(parsing: field.unfoldedBody(in: bytes.span)) == nil
        {
            found.append(.invalidDate)
        }
        if let name = filenameValue(of: entity), let defect = HeaderText.decodeNotingDefects(name).defects.first {
            found.append(defect)
        }
        return found
    }
}

extension [Defect] {
    /// One code at most once a path.
    func withoutRepeats() -> [Defect] {
        var seen: Set<Defect> = []
        return filter { seen.insert($0).inserted }
    }
}
