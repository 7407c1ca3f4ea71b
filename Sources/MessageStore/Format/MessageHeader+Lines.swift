import MailCore

extension MessageHeader {
    func append(to lines: inout HeaderLines) {
        envelope.append(to: &lines)
        origin.append(to: &lines)
        for line in dialogue { line.append(to: &lines) }
    }

    init(_ header: HeaderReader) {
        self.init(envelope: Envelope(reversePath: .null, forwardPaths: []))
        header.forEach { key, value in
            if envelope.read(key, value) || origin.read(key, value) { return true }
            if key == "dialogue", let line = DialogueLine(value) { dialogue.append(line) }
            return true
        }
    }
}

extension Envelope {
    func append(to lines: inout HeaderLines) {
        lines.append("reverse-path") { reversePath.append(to: &$0) }
        for path in forwardPaths { lines.append("forward-path") { path.append(to: &$0) } }
        if refusedRecipients > 0 { lines.append("refused-recipients", UInt64(refusedRecipients)) }
        for defect in defects { lines.append("envelope-defect", defect.rawValue) }
    }

    /// Whether the line is one of an envelope.
    mutating func read(_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Bool {
        switch key {
        case "reverse-path": reversePath = Path(line: value)
        case "forward-path": forwardPaths.append(Path(line: value))
        case "refused-recipients": refusedRecipients = UInt64(decimal: value).map(Int.init) ?? 0
        case "envelope-defect": if let defect = EnvelopeDefect(rawValue: text(value)) { defects.append(defect) }
        default: return false
        }
        return true
    }
}

extension Origin {
    func append(to lines: inout HeaderLines) {
        if let session { lines.append("session", session.description) }
        if let began { lines.append("began", began.rfc3339) }
        if let peer { lines.append("peer", peer) }
        if let process { lines.append("process", process) }
        if let helo { lines.append("helo") { $0.append(escaping: helo) } }
        if let tls { lines.append("tls", tls) }
        if let auth {
            lines.append("auth") {
                $0.append(escaping: auth.mechanism.utf8, and: [.space])
                $0.append(.space)
                $0.append(escaping: auth.user.utf8)
            }
        }
    }

    /// Whether the line is one of an origin.
    mutating func read(_ key: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Bool {
        switch key {
        case "session": session = SessionID(text(value))
        case "began": began = Timestamp(rfc3339: value)
        case "peer": peer = text(value)
        case "process": process = text(value)
        case "helo": helo = unescaped(value)
        case "tls": tls = text(value)
        case "auth":
            let mechanism = value.prefix { $0 != .space }
            auth = Authentication(
                mechanism: text(mechanism), user: text(value[mechanism.endIndex...].dropFirst()))
        default: return false
        }
        return true
    }
}

extension Path {
    private static let specials: [UInt8] = [.space, 0x3C, 0x3D, 0x3E]  // SP < = >
    private static let routeSpecials = specials + [0x3A]

    fileprivate func append(to line: inout [UInt8]) {
        line.append(0x3C)
        if !sourceRoute.isEmpty {
            line.append(escaping: sourceRoute.utf8, and: Self.routeSpecials)
            line.append(0x3A)
        }
        if address.utf8.first == 0x40 {
            line += Array("\\x40".utf8)
            line.append(escaping: address.utf8.dropFirst(), and: Self.specials)
        } else {
            line.append(escaping: address.utf8, and: Self.specials)
        }
        line.append(0x3E)
        for parameter in parameters {
            line.append(.space)
            line.append(escaping: parameter.keyword.utf8, and: Self.specials)
            guard let value = parameter.value else { continue }
            line.append(0x3D)
            line.append(escaping: value.utf8, and: Self.specials)
        }
    }

    fileprivate init(line value: ArraySlice<UInt8>) {
        self = .null
        var address = value.dropFirst().prefix { $0 != 0x3E }
        let parameters = value[address.endIndex...].dropFirst()
        if address.first == 0x40 {
            let route = address.prefix { $0 != 0x3A }
            sourceRoute = text(route)
            address = address[route.endIndex...].dropFirst()
        }
        self.address = text(address)
        guard !parameters.isEmpty else { return }
        self.parameters = parameters.split(separator: .space).map { field in
            let keyword = field.prefix { $0 != 0x3D }
            let value = keyword.endIndex < field.endIndex ? text(field[(keyword.endIndex + 1)...]) : nil
            return ESMTPParameter(keyword: text(keyword), value: value)
        }
    }
}

extension DialogueLine {
    func append(to lines: inout HeaderLines) {
        lines.append("dialogue") {
            $0 += Array(String(elapsed).utf8)
            $0 += [.space, side.rawValue, .space]
            $0.append(escaping: text)
        }
    }

    init?(_ value: ArraySlice<UInt8>) {
        let fields = value.split(separator: .space, maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3, let elapsed = Int64(String(decoding: fields[0], as: UTF8.self)),
            fields[1].count == 1, let side = fields[1].first.flatMap(Side.init(rawValue:))
        else { return nil }
        self.init(elapsed: elapsed, side: side, text: unescaped(fields[2]))
    }
}

private func text(_ value: ArraySlice<UInt8>) -> String {
    value.contains(0x5C) ? String(decoding: unescaped(value), as: UTF8.self) : String(decoding: value, as: UTF8.self)
}

private func ~= (key: StaticString, bytes: ArraySlice<UInt8>) -> Bool { key.matches(bytes) }
private func == (bytes: ArraySlice<UInt8>, key: StaticString) -> Bool { key.matches(bytes) }
