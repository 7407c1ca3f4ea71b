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
                throw .badParameter(command)
            }
            parameters.append(parameter)
        }
        for parameter in parameters {
            guard let known = Parameter(parameter.keyword, of: command) else { throw .unknownParameter(command) }
            try known.check(parameter.value, messageSize: messageSize)
        }
        return parameters
    }

    /// `esmtp-keyword ["=" esmtp-value]`
    private func parameter(_ word: ArraySlice<UInt8>) throws(Reply) -> ESMTPParameter {
        let keyword = word.prefix { $0 != UInt8(ascii: "=") }
        guard let first = keyword.first, first.isLetter || first.isDigit,
            keyword.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") })
        else { throw .badParameter(command) }
        let name = String(decoding: keyword, as: UTF8.self)
        guard keyword.endIndex < word.endIndex else { return ESMTPParameter(keyword: name) }
        let value = word[(keyword.endIndex + 1)...]
        guard !value.isEmpty, value.allSatisfy({ $0 > .space && $0 != 0x7F && $0 != UInt8(ascii: "=") }),
            let text = String(validating: value, as: UTF8.self)
        else { throw .badParameter(command) }
        return ESMTPParameter(keyword: name, value: text)
    }
}
