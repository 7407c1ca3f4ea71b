import MailCore

extension MessageReader {
    /// The defects of structure and those that only decoding shows, which decodes everything; one code at most once a path.
    package var defects: [Defect] {
        var found = message.defects
        for index in message.entities.indices {
            let path = message.headerPath(of: index)
            found += headerDefects(of: index).map { Defect($0, path: path) }
            found += bodyDefects(of: index).map { Defect($0, path: message.entities[index].path) }
        }
        return found.withoutRepeats()
    }

    private func headerDefects(of index: Int) -> [Defect.Code] {
        let entity = message.entities[index]
        let bytes = source(of: entity)
        var found: [Defect.Code] = []
        for field in entity.header.fields {
            let body = field.unfoldedBody(in: bytes.span)
            if !body.allSatisfy({ $0 < 0x80 }) { found.append(.raw8bitHeader) }
            found += HeaderText.decodeNotingDefects(body).defects
            if !field.isKnown(as: Self.addressFields, in: bytes.span) { continue }
            if AddressList(parsing: body).hasInvalid { found.append(.invalidAddress) }
        }
        let isMessage = entity.parent.map { message.entities[$0].kind == .message } ?? true
        if isMessage, let date = entity.header.first("Date", in: bytes.span),
            DateTime(parsing: date.unfoldedBody(in: bytes.span)) == nil
        {
            found.append(.invalidDate)
        }
        return found
    }

    private func bodyDefects(of index: Int) -> [Defect.Code] {
        let entity = message.entities[index]
        switch entity.kind {
        case .multipart: return []
        case .message: return decode(index).defect.map { [$0] } ?? []
        case .leaf where entity.contentType.type == "text" || entity.contentType.isMultipart:
            return decodeText(index).defects
        case .leaf: return decode(index).defect.map { [$0] } ?? []
        }
    }

    /// The fields whose body is an address-list or a mailbox (RFC 5322 sections 3.6.2 and 3.6.3).
    private static let addressFields: [StaticString] = ["From", "Sender", "Reply-To", "To", "Cc", "Bcc"]
}

extension HeaderSection.Field {
    fileprivate func isKnown(as names: [StaticString], in bytes: Span<UInt8>) -> Bool {
        for name in names where isNamed(name, in: bytes) { return true }
        return false
    }
}

extension [Defect] {
    /// One code at most once a path.
    func withoutRepeats() -> [Defect] {
        var seen: Set<Defect> = []
        return filter { seen.insert($0).inserted }
    }
}
