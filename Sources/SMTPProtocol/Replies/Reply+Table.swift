import MailCore

/// Every reply there is.
extension Reply {
    // MARK: Session

    static func greeting(_ hostname: String) -> Reply { Reply(220, nil, "\(hostname) ESMTP Roost") }
    static let closing = Reply(221, "2.0.0", "Bye")
    static func helo(_ hostname: String) -> Reply { Reply(250, nil, hostname) }
    static func ehlo(_ hostname: String, _ extensions: [String]) -> Reply {
        Reply(250, nil, lines: [hostname] + extensions)
    }
    static let ok = Reply(250, "2.0.0", "Ok")
    static let help = Reply(
        214, "2.0.0", "HELO EHLO STARTTLS AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT; see RFC 5321")
    /// RFC 5321 section 3.5.3: not verified, but mail to it would be taken.
    static let notVerified = Reply(252, "2.0.0", "Not verified; mail to any address is captured")

    // MARK: Transaction

    static let senderOk = Reply(250, "2.1.0", "Ok")
    static let recipientOk = Reply(250, "2.1.5", "Ok")
    static let startMailInput = Reply(354, nil, "End data with <CR><LF>.<CR><LF>")
    static func chunkTaken(_ octets: Int) -> Reply { Reply(250, "2.0.0", "\(octets) octets received") }
    static func stored(_ id: MessageID) -> Reply { Reply(250, "2.0.0", "Ok: stored as \(id)") }
    static let storeFailed = Reply(451, "4.3.0", "The message could not be stored", problem: .storeFailed)
    static let storeLocked = Reply(451, "4.3.0", "The store is locked by another process", problem: .storeLocked)
    static let outOfMemory = Reply(452, "4.3.1", "Too much content at once", problem: .outOfMemory)
    static let storeFull = Reply(452, "4.3.1", "No room to store the message", problem: .storeFull)
    static let tooManyRecipients = Reply(452, "4.5.3", "Too many recipients", problem: .tooManyRecipients)
    static let messageTooBig = Reply(552, "5.3.4", "The message is over the size limit", problem: .messageTooBig)

    // MARK: Syntax

    static let unknownCommand = Reply(500, "5.5.2", "Unknown command", problem: .commandSyntax)
    static let lineTooLong = Reply(500, "5.5.2", "Command line too long", problem: .commandSyntax)
    static let notOffered = Reply(502, "5.5.1", "Command not offered", problem: .commandSyntax)
    static let noArgumentExpected = Reply(501, "5.5.4", "This command takes no argument", problem: .commandSyntax)
    static let hostnameMissing = Reply(501, "5.5.4", "Syntax: EHLO hostname", problem: .commandSyntax)
    static let mailSyntax = Reply(501, "5.5.4", "Syntax: MAIL FROM:<address>", problem: .mailSyntax)
    static let rcptSyntax = Reply(501, "5.5.4", "Syntax: RCPT TO:<address>", problem: .rcptSyntax)
    static let badReversePath = Reply(
        501, "5.1.7", "Bad reverse-path; syntax: MAIL FROM:<address>", problem: .mailSyntax)
    static let badForwardPath = Reply(501, "5.1.3", "Bad forward-path; syntax: RCPT TO:<address>", problem: .rcptSyntax)
    /// What follows cannot be told from a command.
    static let badChunkSize = Reply(501, "5.5.4", "Syntax: BDAT size [LAST]; closing", problem: .commandSyntax)
    static let authSyntax = Reply(501, "5.5.4", "Syntax: AUTH mechanism [initial-response]", problem: .authBroken)
    static func badParameter(_ command: PathCommand) -> Reply {
        Reply(501, "5.5.4", "Bad parameter", problem: command.problem)
    }
    static func unknownParameter(_ command: PathCommand) -> Reply {
        Reply(555, "5.5.4", "Unknown parameter", problem: command.problem)
    }

    // MARK: Order

    static let helloFirst = Reply(503, "5.5.1", "Send EHLO or HELO first", problem: .outOfOrder)
    static let nestedMail = Reply(503, "5.5.1", "A mail transaction is open already", problem: .outOfOrder)
    static let mailFirst = Reply(503, "5.5.1", "Send MAIL first", problem: .outOfOrder)
    static let rcptFirst = Reply(503, "5.5.1", "Send RCPT first", problem: .outOfOrder)
    static let noValidRecipients = Reply(554, "5.5.1", "No valid recipients", problem: .outOfOrder)

    static let chunksBegun = Reply(503, "5.5.1", "Chunks came already; send BDAT or RSET", problem: .outOfOrder)
    static let binaryNeedsChunks = Reply(503, "5.5.1", "BODY=BINARYMIME needs BDAT", problem: .outOfOrder)

    // MARK: Authentication (RFC 4954 sections 4 and 6)

    /// - Parameter challenge: in base64.
    static func challenge(_ challenge: String) -> Reply { Reply(334, nil, challenge) }
    static let authenticated = Reply(235, "2.7.0", "Any credentials are good here")
    static let credentialsRight = Reply(235, "2.7.0", "Authentication succeeded")
    static let credentialsWrong = Reply(535, "5.7.8", "Wrong user or password", problem: .authWrong)
    static let authNotOffered = Reply(502, "5.5.1", "AUTH is not offered", problem: .authNotOffered)
    static let authCancelled = Reply(501, "5.7.0", "Authentication cancelled", problem: .authBroken)
    static let badBase64 = Reply(501, "5.5.2", "That is not base64", problem: .authBroken)
    static let badCredentials = Reply(501, "5.5.2", "The response does not fit the mechanism", problem: .authBroken)
    static let unknownMechanism = Reply(
        504, "5.5.4", "Unknown mechanism; PLAIN, LOGIN, CRAM-MD5 and XOAUTH2 are known", problem: .authMechanismUnknown)
    static let alreadyAuthenticated = Reply(503, "5.5.1", "Authenticated already", problem: .outOfOrder)
    static let authInTransaction = Reply(503, "5.5.1", "A mail transaction is open", problem: .outOfOrder)

    // MARK: TLS (RFC 3207)

    static let startTLS = Reply(220, "2.0.0", "Go ahead with the handshake")
    static let startTLSNotOffered = Reply(502, "5.5.1", "STARTTLS is not offered", problem: .startTLSNotOffered)
    static let alreadyInTLS = Reply(503, "5.5.1", "TLS is in use already", problem: .outOfOrder)
    static let startTLSInTransaction = Reply(503, "5.5.1", "A mail transaction is open", problem: .outOfOrder)
    static let tlsRequired = Reply(530, "5.7.0", "Send STARTTLS first", problem: .tlsRequired)

    // MARK: The end

    static let httpRequest = Reply(554, "5.5.1", "This port speaks SMTP, not HTTP", problem: .httpRequest)
    static let tlsHello = Reply(
        554, "5.7.0", "This port speaks SMTP in the clear; there is no TLS here", problem: .tlsOnPlainPort)
    static let shuttingDown = Reply(421, "4.3.0", "Shutting down")
    static let tooManyBadCommands = Reply(421, "4.7.0", "Too many bad commands", problem: .tooManyBadCommands)
    static let idleTimeout = Reply(421, "4.4.2", "Idle for too long")
    static let tooManyConnections = Reply(421, "4.3.2", "Too many connections", problem: .tooManyConnections)

    /// Whether it counts against ``Limits/badCommands``: the command could not be understood or was out of order.
    var isBadCommand: Bool { (500...504).contains(code) || code == 555 }
}
