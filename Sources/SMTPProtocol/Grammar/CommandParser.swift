import MailCore

/// `command = verb [SP argument]` (RFC 5321 section 4.1.1).
package struct CommandParser {
    /// The largest value of SIZE that is taken, in octets.
    package var messageSize: Int

    package init(messageSize: Int) {
        self.messageSize = messageSize
    }

    /// Reads a command line without its line end. Trailing blanks mean nothing (RFC 5321 section 4.1.1).
    package func parse(_ line: [UInt8]) throws(Reply) -> Command {
        let end = line.lastIndex { !$0.isBlank }.map { $0 + 1 } ?? 0
        let text = line[..<end]
        let word = text.prefix { !$0.isBlank }
        let argument = text[word.endIndex...].drop(while: \.isBlank)
        guard let verb = Verb(word) else { throw .unknownCommand }
        switch verb {
        case .helo: return .helo(try hostname(argument))
        case .ehlo: return .ehlo(try hostname(argument))
        case .starttls: return try without(argument, .startTLS)
        case .mail: return .mail(try path(argument, .mail))
        case .rcpt: return .rcpt(try path(argument, .rcpt))
        case .data: return try without(argument, .data)
        case .bdat: return try chunk(argument)
        case .auth: return try authentication(argument)
        case .rset: return try without(argument, .rset)
        case .quit: return try without(argument, .quit)
        case .noop: return .noop
        case .vrfy: return .vrfy
        case .help: return .help
        case .expn, .etrn, .turn, .send, .soml, .saml: throw .notOffered
        }
    }

    /// Any text: RFC 5321 section 4.1.4 forbids to refuse mail for what HELO said.
    private func hostname(_ argument: ArraySlice<UInt8>) throws(Reply) -> [UInt8] {
        guard !argument.isEmpty else { throw .hostnameMissing }
        return Array(argument)
    }

    private func without(_ argument: ArraySlice<UInt8>, _ command: Command) throws(Reply) -> Command {
        guard argument.isEmpty else { throw .noArgumentExpected }
        return command
    }

    /// `chunk-size [SP "LAST"]` (RFC 3030 section 2). Where the size is not known, neither is the next command.
    private func chunk(_ argument: ArraySlice<UInt8>) throws(Reply) -> Command {
        let words = argument.split(whereSeparator: \.isBlank)
        guard let size = words.first, size.allSatisfy(\.isDigit), let count = Int(String(decoding: size, as: UTF8.self))
        else { throw .badChunkSize }
        guard words.count < 2 || words.count == 2 && words[1].equalsIgnoringCase("LAST".utf8) else {
            throw .badChunkSize
        }
        return .bdat(count, isLast: words.count == 2)
    }

    /// `sasl-mech [SP initial-response]` (RFC 4954 section 4).
    private func authentication(_ argument: ArraySlice<UInt8>) throws(Reply) -> Command {
        let words = argument.split(whereSeparator: \.isBlank).map(Array.init)
        guard (1...2).contains(words.count) else { throw .authSyntax }
        return .auth(mechanism: words[0], initialResponse: words.count == 2 ? words[1] : nil)
    }

    /// `"FROM:" Reverse-path [SP Mail-parameters]` or `"TO:" Forward-path [SP Rcpt-parameters]`.
    private func path(_ argument: ArraySlice<UInt8>, _ command: PathCommand) throws(Reply) -> Path {
        let keyword = command.keyword.utf8
        guard argument.prefix(keyword.count).equalsIgnoringCase(keyword) else { throw command.syntax }
        var rest = argument.dropFirst(keyword.count).drop(while: \.isBlank)
        guard var path = PathParser.parse(&rest), path != .null || command == .mail else { throw command.badPath }
        guard rest.first?.isBlank ?? true else { throw command.badPath }
        path.parameters = try ParameterParser(command: command, messageSize: messageSize).parse(rest)
        return path
    }
}

/// The two commands that take a path and parameters, and what differs between them.
enum PathCommand {
    case mail, rcpt

    var keyword: String {
        switch self {
        case .mail: "FROM:"
        case .rcpt: "TO:"
        }
    }

    var syntax: Reply {
        switch self {
        case .mail: .mailSyntax
        case .rcpt: .rcptSyntax
        }
    }

    var problem: SessionProblem {
        switch self {
        case .mail: .mailSyntax
        case .rcpt: .rcptSyntax
        }
    }

    var badPath: Reply {
        switch self {
        case .mail: .badReversePath
        case .rcpt: .badForwardPath
        }
    }
}
