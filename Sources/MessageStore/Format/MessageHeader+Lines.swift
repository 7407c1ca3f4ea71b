import MailCore

extension MessageHeader {
    func append(to lines: inout HeaderLines) {
        lines.append("reverse-path", escaped: Self.line(of: envelope.reversePath))
        for path in envelope.forwardPaths { lines.append("forward-path", escaped: Self.line(of: path)) }
        if envelope.refusedRecipients > 0 { lines.append("refused-recipients", String(envelope.refusedRecipients)) }
        for defect in envelope.defects { lines.append("envelope-defect", defect.rawValue) }
        if let session = origin.session { lines.append("session", session.description) }
        if let began = origin.began { lines.append("began", began.rfc3339) }
        if let peer = origin.peer { lines.append("peer", peer) }
        if let process = origin.process { lines.append("process", process) }
        if let helo = origin.helo { lines.append("helo", helo) }
        if let tls = origin.tls { lines.append("tls", tls) }
        if let auth = origin.auth {
            lines.append(
                "auth", escaped: escaped(auth.mechanism.utf8, also: [.space]) + [.space] + escaped(auth.user.utf8))
        }
        for line in dialogue {
            lines.append(
                "dialogue",
                escaped: Array(String(line.elapsed).utf8) + [.space, line.side.rawValue, .space] + escaped(line.text))
        }
    }

    init(_ header: HeaderReader) {
        self.init(envelope: Envelope(reversePath: .null, forwardPaths: []))
        header.forEach { key, value in
            switch key {
            case "reverse-path": envelope.reversePath = Self.path(value)
            case "forward-path": envelope.forwardPaths.append(Self.path(value))
            case "refused-recipients": envelope.refusedRecipients = UInt64(decimal: value).map(Int.init) ?? 0
            case "envelope-defect":
                if let defect = EnvelopeDefect(rawValue: text(value)) { envelope.defects.append(defect) }
            case "session": origin.session = SessionID(text(value))
            case "began": origin.began = Timestamp(rfc3339: value)
            case "peer": origin.peer = text(value)
            case "process": origin.process = text(value)
            case "helo": origin.helo = unescaped(value)
            case "tls": origin.tls = text(value)
            case "auth":
                let mechanism = value.prefix { $0 != .space }
                origin.auth = Origin.Authentication(
                    mechanism: text(mechanism), user: text(value[mechanism.endIndex...].dropFirst()))
            case "dialogue": if let line = DialogueLine(value) { dialogue.append(line) }
            default: break
            }
            return true
        }
    }

    private static let pathSpecials: [UInt8] = [.space, 0x3C, 0x3D, 0x3E]  // SP < = >

    private static func line(of path: Path) -> [UInt8] {
        var line: [UInt8] = [0x3C]
        if !path.sourceRoute.isEmpty { line += escaped(path.sourceRoute.utf8, also: pathSpecials + [0x3A]) + [0x3A] }
        let address = escaped(path.address.utf8, also: pathSpecials)
        line += address.first == 0x40 ? Array("\\x40".utf8) + address.dropFirst() : address
        line.append(0x3E)
        for parameter in path.parameters {
            line += [.space] + escaped(parameter.keyword.utf8, also: pathSpecials)
            if let value = parameter.value { line += [0x3D] + escaped(value.utf8, also: pathSpecials) }
        }
        return line
    }

    private static func path(_ value: ArraySlice<UInt8>) -> Path {
        let fields = value.split(separator: .space, omittingEmptySubsequences: false)
        var address = fields[0].dropFirst().prefix { $0 != 0x3E }
        var path = Path.null
        if address.first == 0x40 {
            let route = address.prefix { $0 != 0x3A }
            path.sourceRoute = text(route)
            address = address[route.endIndex...].dropFirst()
        }
        path.address = text(address)
        path.parameters = fields.dropFirst().map { field in
            let keyword = field.prefix { $0 != 0x3D }
            let value = keyword.endIndex < field.endIndex ? text(field[(keyword.endIndex + 1)...]) : nil
            return ESMTPParameter(keyword: text(keyword), value: value)
        }
        return path
    }
}

extension DialogueLine {
    fileprivate init?(_ value: ArraySlice<UInt8>) {
        let fields = value.split(separator: .space, maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let elapsed = Int64(String(decoding: fields[0], as: UTF8.self)),
            fields[1].count == 1, let side = fields[1].first.flatMap(Side.init(rawValue:))
        else { return nil }
        self.init(elapsed: elapsed, side: side, text: unescaped(fields[2]))
    }
}

private func text(_ value: ArraySlice<UInt8>) -> String {
    String(decoding: unescaped(value), as: UTF8.self)
}

private func ~= (key: StaticString, bytes: ArraySlice<UInt8>) -> Bool { key.matches(bytes) }
