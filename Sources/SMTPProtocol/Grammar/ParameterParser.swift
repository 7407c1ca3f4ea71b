import MailCore

/// `Mail-parameters` and `Rcpt-parameters`: `esmtp-param *( SP esmtp-param )` (RFC 5321 section 4.1.2).
struct ParameterParser {
    var command: PathCommand
    /// The largest value of SIZE that is taken, in octets.
    var messageSize: Int

    /// Reads parameters up to the end of a command line.
    func parse(_ text: ArraySlice<UInt8>) throws(Reply) -> [ESMTPParameter] {
        var parameters: [ESMTPParameter] = []
        for word in text.split(whereSeparator: \.isBlank) {
            let parameter = try parameter(word)
            // A keyword may stand once only (RFC 5321 section 4.1.1.11 leaves no meaning for the second).
            guard !parameters.contains(where: { $0.keyword.utf8.equalsIgnoringCase(parameter.keyword.utf8) }) else {
                throw .badParameter
            }
            parameters.append(parameter)
        }
        for parameter in parameters { try check(parameter) }
        return parameters
    }

    /// `esmtp-keyword ["=" esmtp-value]`
    private func parameter(_ word: ArraySlice<UInt8>) throws(Reply) -> ESMTPParameter {
        let keyword = word.prefix { $0 != UInt8(ascii: "=") }
        guard let first = keyword.first, first.isLetter || first.isDigit,
            keyword.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") })
        else { throw .badParameter }
        let name = String(decoding: keyword, as: UTF8.self)
        guard keyword.endIndex < word.endIndex else { return ESMTPParameter(keyword: name) }
        let value = word[(keyword.endIndex + 1)...]
        guard !value.isEmpty, value.allSatisfy({ $0 > .space && $0 != 0x7F && $0 != UInt8(ascii: "=") }),
            let text = String(validating: value, as: UTF8.self)
        else { throw .badParameter }
        return ESMTPParameter(keyword: name, value: text)
    }

    private func check(_ parameter: ESMTPParameter) throws(Reply) {
        guard let known = Parameter(parameter.keyword, of: command) else { throw .unknownParameter }
        switch known {
        case .size: try checkSize(parameter.value)
        case .body:
            let value = parameter.value?.utf8 ?? "".utf8
            guard ["7BIT", "8BITMIME"].contains(where: { $0.utf8.equalsIgnoringCase(value) }) else {
                throw .badParameter
            }
        }
    }

    /// `size-value = 1*20DIGIT` (RFC 1870 section 4). Twenty digits may be more than 64 bits hold, and so too big.
    private func checkSize(_ value: String?) throws(Reply) {
        guard let value, (1...20).contains(value.utf8.count), value.utf8.allSatisfy(\.isDigit) else {
            throw .badParameter
        }
        guard let size = UInt64(value), size <= UInt64(messageSize) else { throw .messageTooBig }
    }
}

/// The parameters that are known.
private enum Parameter: String, CaseIterable {
    /// RFC 1870 section 4
    case size
    /// RFC 6152 section 3
    case body

    private var command: PathCommand {
        switch self {
        case .size, .body: .mail
        }
    }

    init?(_ keyword: String, of command: PathCommand) {
        let match = Self.allCases.first { $0.command == command && $0.rawValue.utf8.equalsIgnoringCase(keyword.utf8) }
        guard let match else { return nil }
        self = match
    }
}
