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
            if "dialogue" ~= key, let line = DialogueLine(value) { dialogue.append(line) }
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
    mutating func read(_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
        switch key {
        case "reverse-path": reversePath = Path(line: value)
        case "forward-path": forwardPaths.append(Path(line: value))
        case "refused-recipients": refusedRecipients = UInt64(decimal: value).map(Int.init) ?? 0
        case "envelope-defect":
            if let defect = EnvelopeDefect(rawValue: String(escaped: value)) { defects.append(defect) }
        default: return false
        }
        return true
    }
}

extension Origin {
    func append(to lines: inout HeaderLines) {
        if let session {
            lines.append("session") {
                $0.append(decimal: session.listener)
                $0.append(.dot)
                $0.append(decimal: session.number)
            }
        }
        if let began { lines.append("began", began) }
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
    mutating func read(_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
        switch key {
        case "session": session = SessionID(String(escaped: value))
        case "began": began = Timestamp(rfc3339: value)
        case "peer": peer = String(escaped: value)
        case "process": process = String(escaped: value)
        case "helo": helo = [UInt8](escaped: value)
        case "tls": tls = String(escaped: value)
        case "auth":
            let fields = value.fields(divider: .space, limit: 2)
            auth = Authentication(
                mechanism: String(escaped: fields[0]), user: fields.count > 1 ? String(escaped: fields[1]) : "")
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

    fileprivate init(line value: UnsafeRawBufferPointer) {
        self = .null
        let end = value.position(of: 0x3E) ?? value.count
        var address = UnsafeRawBufferPointer(rebasing: value[min(1, end)..<end])
        if address.first == 0x40 {
            let route = address.position(of: 0x3A) ?? address.count
            sourceRoute = String(escaped: UnsafeRawBufferPointer(rebasing: address[..<route]))
            address = UnsafeRawBufferPointer(rebasing: address[min(route + 1, address.count)...])
        }
        self.address = String(escaped: address)
        guard end + 1 < value.count else { return }
        let parameters = UnsafeRawBufferPointer(rebasing: value[(end + 1)...]).fields(divider: .space)
        self.parameters = parameters.filter { !$0.isEmpty }.map { field in
            let halves = field.fields(divider: 0x3D, limit: 2)
            return ESMTPParameter(
                keyword: String(escaped: halves[0]), value: halves.count > 1 ? String(escaped: halves[1]) : nil)
        }
    }
}

extension DialogueLine {
    func append(to lines: inout HeaderLines) {
        lines.append("dialogue") {
            if elapsed < 0 { $0.append(0x2D) }
            $0.append(decimal: elapsed.magnitude)
            $0.append(.space)
            $0.append(side.rawValue)
            $0.append(.space)
            $0.append(escaping: text)
        }
    }

    init?(_ value: UnsafeRawBufferPointer) {
        let fields = value.fields(divider: .space, limit: 3)
        guard fields.count == 3, let elapsed = Int64(String(decoding: fields[0], as: UTF8.self)),
            fields[1].count == 1, let side = fields[1].first.flatMap(Side.init(rawValue:))
        else { return nil }
        self.init(elapsed: elapsed, side: side, text: [UInt8](escaped: fields[2]))
    }
}
