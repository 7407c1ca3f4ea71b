import MailCore

/// What each command does in each state (RFC 5321 section 4.1.4).
extension SessionStateMachine {
    mutating func received(_ command: Command) throws(Reply) {
        switch command {
        case .helo(let hostname): helloReceived(hostname, .helo(configuration.hostname))
        case .ehlo(let hostname):
            helloReceived(hostname, origin.tls == nil ? configuration.ehlo.clear : configuration.ehlo.encrypted)
        case .startTLS: try startTLSReceived()
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
            interrupted(.clientGone)
            reply(.closing)
            close(afterQuit: true)
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
        case .awaitingMail: consult(.mail(path))
        case .authenticating, .inTransaction, .receivingContent, .receivingChunk, .awaitingAnswer, .storing,
            .startingTLS, .closed:
            throw .nestedMail
        }
    }

    mutating func transactionBegan(_ path: Path) {
        let hasBareLineFeed = transaction.hasBareLineFeed
        transaction = Transaction()
        transaction.isOpen = true
        transaction.hasBareLineFeed = hasBareLineFeed
        transaction.envelope.reversePath = path
        state = .inTransaction
        account.hasMail = true
        account.transactionBegan()
        contentOctets = 0
        reply(.senderOk)
    }

    private mutating func rcptReceived(_ path: Path) throws(Reply) {
        switch state {
        case .connected, .awaitingHello: throw .helloFirst
        case .awaitingMail: throw .mailFirst
        case .inTransaction:
            guard transaction.chunks == nil else { throw .chunksBegun }
            guard transaction.envelope.forwardPaths.count < configuration.recipients else { throw .tooManyRecipients }
            consult(.rcpt(path))
        case .authenticating, .receivingContent, .receivingChunk, .awaitingAnswer, .storing, .startingTLS, .closed:
            throw .mailFirst
        }
    }

    mutating func recipientTaken(_ path: Path) {
        transaction.envelope.forwardPaths.append(path)
        reply(.recipientOk)
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
            guard transaction.envelope.forwardPaths.isEmpty else { return consult(.data) }
            throw transaction.envelope.refusedRecipients > 0 ? .noValidRecipients : .rcptFirst
        case .authenticating, .receivingContent, .receivingChunk, .awaitingAnswer, .storing, .startingTLS, .closed:
            throw .mailFirst
        }
    }

    private mutating func rsetReceived() {
        transaction = Transaction()
        switch state {
        case .inTransaction: state = .awaitingMail
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .receivingContent, .receivingChunk,
            .awaitingAnswer, .storing, .startingTLS, .closed:
            break
        }
        reply(.ok)
    }
}
