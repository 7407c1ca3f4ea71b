import MailCore

/// What each command does in each state (RFC 5321 section 4.1.4).
extension SessionStateMachine {
    mutating func received(_ command: Command) throws(Reply) {
        switch command {
        case .helo(let hostname): helloReceived(hostname, .helo(configuration.hostname))
        case .ehlo(let hostname):
            helloReceived(hostname, .ehlo(configuration))
        case .mail(let path): try mailReceived(path)
        case .rcpt(let path): try rcptReceived(path)
        case .data: try dataReceived()
        case .bdat(let size, let isLast): bdatReceived(size, isLast: isLast)
        case .auth(let mechanism, let initialResponse): try authReceived(mechanism, initialResponse)
        case .rset: rsetReceived()
        case .noop: reply(.ok)
        case .vrfy: reply(.notVerified)
        case .help: reply(.help)
        case .quit:
            reply(.closing)
            close()
        }
    }

    /// EHLO again means RSET and EHLO (RFC 5321 section 4.1.4).
    private mutating func helloReceived(_ hostname: [UInt8], _ answer: Reply) {
        origin.helo = hostname
        transaction = Transaction()
        state = .awaitingMail
        reply(answer)
    }

    private mutating func mailReceived(_ path: Path) throws(Reply) {
        switch state {
        case .connected, .awaitingHello: throw .helloFirst
        case .awaitingMail:
            state = .inTransaction
            transaction = Transaction()
            transaction.envelope.reversePath = path
            reply(.senderOk)
        case .authenticating, .inTransaction, .receivingContent, .receivingChunk, .storing, .closed: throw .nestedMail
        }
    }

    private mutating func rcptReceived(_ path: Path) throws(Reply) {
        switch state {
        case .connected, .awaitingHello: throw .helloFirst
        case .awaitingMail: throw .mailFirst
        case .inTransaction:
            guard transaction.chunks == nil else { throw .chunksBegun }
            guard transaction.envelope.forwardPaths.count < configuration.recipients else { throw .tooManyRecipients }
            transaction.envelope.forwardPaths.append(path)
            reply(.recipientOk)
        case .authenticating, .receivingContent, .receivingChunk, .storing, .closed: throw .mailFirst
        }
    }

    /// 503 without a recipient, 554 when there were some and none was taken (RFC 5321 section 3.3).
    private mutating func dataReceived() throws(Reply) {
        switch state {
        case .connected, .awaitingHello: throw .helloFirst
        case .awaitingMail: throw .mailFirst
        case .inTransaction:
            guard transaction.chunks == nil else { throw .chunksBegun }
            // RFC 3030 section 3
            guard !transaction.isBinary else { throw .binaryNeedsChunks }
            guard transaction.envelope.forwardPaths.isEmpty else { return beginContent() }
            throw transaction.refusedRecipients > 0 ? .noValidRecipients : .rcptFirst
        case .authenticating, .receivingContent, .receivingChunk, .storing, .closed: throw .mailFirst
        }
    }

    private mutating func rsetReceived() {
        transaction = Transaction()
        switch state {
        case .inTransaction: state = .awaitingMail
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .receivingContent, .receivingChunk, .storing,
            .closed:
            break
        }
        reply(.ok)
    }
}
