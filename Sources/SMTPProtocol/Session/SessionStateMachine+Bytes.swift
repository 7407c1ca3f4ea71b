import MailCore

/// How bytes become command lines and contents.
extension SessionStateMachine {
    /// Reads until the end of the bytes, or until the session can take no more; returns the position it came to.
    mutating func process(_ bytes: Span<UInt8>) -> Int {
        var position = 0
        while position < bytes.count {
            switch state {
            case .connected, .awaitingAnswer, .storing, .startingTLS, .closed: return position
            case .awaitingHello, .awaitingMail, .authenticating, .inTransaction: readLine(bytes, from: &position)
            case .receivingChunk: readChunk(bytes, from: &position)
            case .receivingContent: readContent(bytes, from: &position)
            }
        }
        return position
    }

    /// Whether bytes that come now wait. Those behind STARTTLS do not: they are dropped.
    var isHolding: Bool {
        switch state {
        case .connected, .awaitingAnswer, .storing: true
        case .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent, .receivingChunk,
            .startingTLS, .closed:
            false
        }
    }

    /// Whether some do: then no more should be taken from the client.
    package var isHoldingBytes: Bool { !held.isEmpty }

    mutating func processHeld() {
        let bytes = held
        guard !bytes.isEmpty else { return }
        held = []
        let position = process(bytes.span)
        if isHolding { held = bytes.dropFirst(position) }
    }

    private mutating func readLine(_ bytes: Span<UInt8>, from position: inout Int) {
        guard let line = lines.read(bytes, from: &position) else {
            if isFirstLine, lines.partialLine.isTLSHello { refuse(.tlsHello) }
            return
        }
        progress += 1
        if lines.endedInBareLineFeed { transaction.hasBareLineFeed = true }
        if state == .authenticating { return responseReceived(line) }
        defer { isFirstLine = false }
        switch line {
        case .tooLong:
            command = []
            reply(.lineTooLong)
        case .text(let text): commandReceived(text)
        }
    }

    private mutating func commandReceived(_ text: [UInt8]) {
        if isFirstLine, text[...].isTLSHello { return refuse(.tlsHello) }
        if text.isCommand(.mail) { dialogue.openingEnded() }
        account.hasSpoken = true
        command = text.withoutSecrets
        dialogue.record(.client, command, at: now)
        if isFirstLine, text.isHTTPRequest { return refuse(.httpRequest) }
        do throws(Reply) {
            let command = try parser.parse(text)
            guard !isTLSMissing(for: command) else { throw .tlsRequired }
            try received(command)
        } catch {
            if text.isCommand(.rcpt) { transaction.envelope.refusedRecipients += 1 }
            if error == .badChunkSize { refuse(error) } else { reply(error) }
        }
    }

    /// RFC 3207 section 4. The octets of BDAT are on their way whatever is answered, so it looks for itself.
    private func isTLSMissing(for command: Command) -> Bool {
        guard configuration.requiresTLS, origin.tls == nil else { return false }
        switch command {
        case .mail, .rcpt, .data, .auth: return true
        case .helo, .ehlo, .startTLS, .bdat, .rset, .noop, .quit, .vrfy, .help: return false
        }
    }

    private mutating func readContent(_ bytes: Span<UInt8>, from position: inout Int) {
        let start = position
        position = content.decode(bytes, from: start)
        contentProgressed(by: position - start)
        guard content.isComplete else { return }
        progress += 1
        let (isTooBig, isDiscarded) = (content.isOverLimit, content.isDiscarded)
        let octets = content.content
        content = DotTransparencyDecoder(limit: 0)
        if isTooBig || isDiscarded {
            contentRefused(isTooBig ? .messageTooBig : .outOfMemory)
        } else {
            store(octets)
        }
    }

    /// What came is dropped, and the transaction with it.
    mutating func contentRefused(_ refusal: Reply) {
        command = []
        reply(refusal)
        transaction = Transaction()
        state = .awaitingMail
        finishIfAsked()
    }

    /// There is no memory for the content under way: the rest is read and dropped.
    package mutating func contentDenied() {
        switch state {
        case .receivingContent: content.discard()
        case .receivingChunk, .inTransaction:
            guard transaction.chunks != nil else { return }
            transaction.chunks = []
            transaction.isDenied = true
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .awaitingAnswer, .storing, .startingTLS,
            .closed:
            break
        }
    }

    mutating func contentProgressed(by octets: Int) {
        let before = contentOctets / 1024
        contentOctets += octets
        progress += contentOctets / 1024 - before
    }

    /// Begins to read the content of the transaction.
    mutating func beginContent() {
        state = .receivingContent
        content = DotTransparencyDecoder(limit: configuration.messageSize)
        contentOctets = 0
        reply(.startMailInput)
    }
}
