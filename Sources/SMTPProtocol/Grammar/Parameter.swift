import MailCore

/// The ESMTP parameters that are known, and what their values may be.
enum Parameter: String, CaseIterable {
    /// RFC 1870 section 4
    case size
    /// RFC 6152 section 3, RFC 3030 section 3
    case body
    /// RFC 6531 section 3.4
    case smtputf8
    /// RFC 3461 sections 4.3 and 4.4
    case ret, envid
    /// RFC 4954 section 5
    case auth
    /// RFC 8689 section 4
    case requiretls
    /// RFC 3461 sections 4.1 and 4.2
    case notify, orcpt

    private var command: PathCommand {
        switch self {
        case .size, .body, .smtputf8, .ret, .envid, .auth, .requiretls: .mail
        case .notify, .orcpt: .rcpt
        }
    }

    /// Keywords are not case-sensitive.
    init?(_ keyword: String, of command: PathCommand) {
        let match = Self.allCases.first { $0.command == command && $0.rawValue.utf8.equalsIgnoringCase(keyword.utf8) }
        guard let match else { return nil }
        self = match
    }

    /// - Parameter messageSize: the largest SIZE that is taken, in octets.
    func check(_ value: String?, messageSize: Int) throws(Reply) {
        let bytes = value.map { Array($0.utf8) } ?? []
        let isGood =
            switch self {
            case .size: try isSize(bytes, within: messageSize)
            case .body: bytes.isOne(of: "7BIT", "8BITMIME", "BINARYMIME")
            case .smtputf8, .requiretls: value == nil
            case .ret: bytes.isOne(of: "FULL", "HDRS")
            case .envid: bytes.count <= 100 && bytes.isText
            case .auth: bytes == Array("<>".utf8) || bytes.isText
            case .notify: isNotify(bytes)
            case .orcpt: isOriginalRecipient(bytes)
            }
        guard isGood else { throw .badParameter(command) }
    }

    /// `size-value = 1*20DIGIT`. Twenty digits may be more than 64 bits hold, and so too big.
    private func isSize(_ value: [UInt8], within limit: Int) throws(Reply) -> Bool {
        guard (1...20).contains(value.count), value.allSatisfy(\.isDigit) else { return false }
        guard let size = UInt64(String(decoding: value, as: UTF8.self)), size <= UInt64(limit) else {
            throw .messageTooBig
        }
        return true
    }

    /// `"NEVER" / 1#notify-list-element`
    private func isNotify(_ value: [UInt8]) -> Bool {
        if value.isOne(of: "NEVER") { return true }
        return value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .allSatisfy { Array($0).isOne(of: "SUCCESS", "FAILURE", "DELAY") }
    }

    /// `addr-type ";" xtext`
    private func isOriginalRecipient(_ value: [UInt8]) -> Bool {
        guard let semicolon = value.firstIndex(of: UInt8(ascii: ";")) else { return false }
        let type = value[..<semicolon]
        return !type.isEmpty && type.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
            && Array(value[(semicolon + 1)...]).isText
    }
}

extension [UInt8] {
    fileprivate func isOne(of words: String...) -> Bool { words.contains { equalsIgnoringCase($0.utf8) } }

    /// `xtext` (RFC 3461 section 4), or UTF-8 where addresses may be (RFC 6533 section 3); never empty.
    fileprivate var isText: Bool {
        guard !isEmpty else { return false }
        for (index, byte) in enumerated() where byte == UInt8(ascii: "+") {
            let digits = self[(index + 1)...].prefix(2)
            let hexadecimal = "0123456789ABCDEF".utf8
            guard digits.count == 2, digits.allSatisfy(hexadecimal.contains) else { return false }
        }
        return true
    }
}
