import MailCore

/// A dialogue of `Tests/Fixtures/smtp`. `C:` a line of the client with CRLF, `c:` octets without, `S:` a reply line,
/// `A:` another action, `E:` an event, `O:` an option, `R:` the report at the end, `#` a comment; `\xHH` and `\\` are
/// escapes.
struct DialogueFixture: Sendable {
    enum Step: Sendable {
        case send([UInt8])
        case event(String)
    }

    let name: String
    var steps: [Step] = []
    /// `S:`, `A:` and `R:` lines in order.
    var expected: [String] = []
    var options: [String: [String]] = [:]

    func option(_ name: String) -> String? { options[name]?.first }

    init(name: String, text: String) {
        self.name = name
        for line in text.split(separator: "\n") where line.count >= 2 {
            let value = String(line.dropFirst(2).drop { $0 == " " })
            let raw = String(line.dropFirst(line.dropFirst(2).first == " " ? 3 : 2))
            switch line.prefix(2) {
            case "C:": send(unescape(raw) + [.cr, .lf])
            case "c:": send(unescape(raw))
            case "S:", "A:", "R:": expected.append(String(line))
            case "E:": steps.append(.event(value))
            case "O:":
                let parts = value.split(separator: "=", maxSplits: 1)
                if parts.count == 2 { options[String(parts[0]), default: []].append(String(parts[1])) }
            default: break
            }
        }
    }

    private mutating func send(_ bytes: [UInt8]) {
        if case .send(let before) = steps.last {
            steps[steps.count - 1] = .send(before + bytes)
        } else {
            steps.append(.send(bytes))
        }
    }
}

func unescape(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "\\") else {
            result.append(byte)
            continue
        }
        if rest.first == UInt8(ascii: "x"),
            let octet = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16)
        {
            result.append(octet)
            rest = rest.dropFirst(3)
        } else if let escaped = rest.popFirst() {
            result.append(escaped)
        }
    }
    return result
}

func escape(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
        switch byte {
        case UInt8(ascii: "\\"): "\\\\"
        case 0x20...0x7E: String(UnicodeScalar(byte))
        default: "\\x" + [byte >> 4, byte & 15].map { String(UnicodeScalar(UInt8.hexDigit($0))) }.joined()
        }
    }.joined()
}
