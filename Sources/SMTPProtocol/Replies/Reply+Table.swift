import MailCore

/// Every reply there is.
extension Reply {
    // MARK: Session

    static func greeting(_ hostname: String) -> Reply { Reply(220, nil, "\(hostname) ESMTP Roost") }
    static let closing = Reply(221, "2.0.0", "Bye")
    static func helo(_ hostname: String) -> Reply { Reply(250, nil, hostname) }
    static func ehlo(_ configuration: SessionConfiguration) -> Reply {
        let extensions =
            [
                "PIPELINING", "SIZE \(configuration.messageSize)", "8BITMIME", "SMTPUTF8", "DSN", "CHUNKING",
                "BINARYMIME",
            ]
            + (configuration.isAuthOffered ? ["AUTH PLAIN LOGIN"] : []) + ["ENHANCEDSTATUSCODES"]
        let announced = extensions.filter { line in
            !configuration.hiddenExtensions.contains(String(line.prefix { $0 != " " }))
        }
        return Reply(250, nil, lines: [configuration.hostname] + announced)
    }
    static let ok = Reply(250, "2.0.0", "Ok")
    static let help = Reply(214, "2.0.0", "HELO EHLO AUTH MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT; see RFC 5321")
    /// RFC 5321 section 3.5.3: not verified, but mail to it would be taken.
    static let notVerified = Reply(252, "2.0.0", "Not verified; mail to any address is captured")

    // MARK: Transaction

    static let senderOk = Reply(250, "2.1.0", "Ok")
    static let recipientOk = Reply(250, "2.1.5", "Ok")
    static let startMailInput = Reply(354, nil, "End data with <CR><LF>.<CR><LF>")
    static func chunkTaken(_ octets: Int) -> Reply { Reply(250, "2.0.0", "\(octets) octets received") }
    static func stored(_ id: MessageID) -> Reply { Reply(250, "2.0.0", "Ok: stored as \(id)") }
    static let storeFailed = Reply(451, "4.3.0", "The message could not be stored")
    static let storeFull = Reply(452, "4.3.1", "No room to store the message")
    static let tooManyRecipients = Reply(452, "4.5.3", "Too many recipients")
    static let messageTooBig = Reply(552, "5.3.4", "The message is over the size limit")

    // MARK: Syntax

    static let unknownCommand = Reply(500, "5.5.2", "Unknown command")
    static let lineTooLong = Reply(500, "5.5.2", "Command line too long")
    static let notOffered = Reply(502, "5.5.1", "Command not offered")
    static let noArgumentExpected = Reply(501, "5.5.4", "This command takes no argument")
    static let hostnameMissing = Reply(501, "5.5.4", "Syntax: EHLO hostname")
    static let mailSyntax = Reply(501, "5.5.4", "Syntax: MAIL FROM:<address>")
    static let rcptSyntax = Reply(501, "5.5.4", "Syntax: RCPT TO:<address>")
    static let badReversePath = Reply(501, "5.1.7", "Bad reverse-path; syntax: MAIL FROM:<address>")
    static let badForwardPath = Reply(501, "5.1.3", "Bad forward-path; syntax: RCPT TO:<address>")
    /// What follows cannot be told from a command.
    static let badChunkSize = Reply(501, "5.5.4", "Syntax: BDAT size [LAST]; closing")
    static let authSyntax = Reply(501, "5.5.4", "Syntax: AUTH mechanism [initial-response]")
    static let badParameter = Reply(501, "5.5.4", "Bad parameter")
    static let unknownParameter = Reply(555, "5.5.4", "Unknown parameter")

    // MARK: Order

    static let helloFirst = Reply(503, "5.5.1", "Send EHLO or HELO first")
    static let nestedMail = Reply(503, "5.5.1", "A mail transaction is open already")
    static let mailFirst = Reply(503, "5.5.1", "Send MAIL first")
    static let rcptFirst = Reply(503, "5.5.1", "Send RCPT first")
    static let noValidRecipients = Reply(554, "5.5.1", "No valid recipients")

    static let chunksBegun = Reply(503, "5.5.1", "Chunks came already; send BDAT or RSET")
    static let binaryNeedsChunks = Reply(503, "5.5.1", "BODY=BINARYMIME needs BDAT")

    // MARK: Authentication (RFC 4954 sections 4 and 6)

    /// - Parameter challenge: in base64.
    static func challenge(_ challenge: String) -> Reply { Reply(334, nil, challenge) }
    static let authenticated = Reply(235, "2.7.0", "Any credentials are good here")
    static let authCancelled = Reply(501, "5.7.0", "Authentication cancelled")
    static let badBase64 = Reply(501, "5.5.2", "That is not base64")
    static let badCredentials = Reply(501, "5.5.2", "The response does not fit the mechanism")
    static let unknownMechanism = Reply(504, "5.5.4", "Unknown mechanism; PLAIN, LOGIN and XOAUTH2 are known")
    static let alreadyAuthenticated = Reply(503, "5.5.1", "Authenticated already")
    static let authInTransaction = Reply(503, "5.5.1", "A mail transaction is open")

    // MARK: The end

    static let httpRequest = Reply(554, "5.5.1", "This port speaks SMTP, not HTTP")
    static let tlsHello = Reply(554, "5.7.0", "This port speaks SMTP in the clear; there is no TLS here")
    static let shuttingDown = Reply(421, "4.3.0", "Shutting down")
    static let tooManyBadCommands = Reply(421, "4.7.0", "Too many bad commands")
    static let idleTimeout = Reply(421, "4.4.2", "Idle for too long")
    static let tooManyConnections = Reply(421, "4.3.2", "Too many connections")

    /// Whether it counts against ``Limits/badCommands``: the command could not be understood or was out of order.
    var isBadCommand: Bool { (500...504).contains(code) || code == 555 }
}
