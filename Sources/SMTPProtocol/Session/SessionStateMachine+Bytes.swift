import MailCore

/// How bytes become command lines and contents.
extension SessionStateMachine {
    /// Reads until the end of the bytes, or until the session can take no more; returns the position it came to.
    mutating func process(_ bytes: Span<UInt8>) -> Int {
        var position = 0
        while position < bytes.count {
            switch state {
            case .connected, .storing, .closed: return position
            case .awaitingHello, .awaitingMail, .authenticating, .inTransaction: readLine(bytes, from: &position)
            case .receivingChunk: readChunk(bytes, from: &position)
            case .receivingContent: readContent(bytes, from: &position)
            }
        }
        return position
    }

    mutating func processHeld() {
        let bytes = held
        held = []
        let position = process(bytes.span)
        if state == .storing { held = bytes.dropFirst(position) }
    }

    private mutating func readLine(_ bytes: Span<UInt8>, from position: inout Int) {
        guard let line = lines.read(bytes, from: &position) else {
            if isFirstLine, lines.partialLine.isTLSHello { refuse(.tlsHello) }
            return
        }
        progress += 1
        if state == .authenticating { return responseReceived(line) }
        defer { isFirstLine = false }
        switch line {
        case .tooLong: reply(.lineTooLong)
        case .text(let text):
            if isFirstLine, text[...].isTLSHello { return refuse(.tlsHello) }
            if text.isCommand(.mail) { dialogue.openingEnded() }
            dialogue.record(.client, text.withoutSecrets, at: now)
            if isFirstLine, text.isHTTPRequest { return refuse(.httpRequest) }
            do throws(Reply) {
                try received(parser.parse(text))
            } catch {
                if text.isCommand(.rcpt) { transaction.refusedRecipients += 1 }
                if error == .badChunkSize { refuse(error) } else { reply(error) }
            }
        }
    }

    private mutating func readContent(_ bytes: Span<UInt8>, from position: inout Int) {
        let start = position
        position = content.decode(bytes, from: start)
        contentProgressed(by: position - start)
        guard content.isComplete else { return }
        progress += 1
        let isTooBig = content.isOverLimit
        let octets = content.content
        content = DotTransparencyDecoder(limit: 0)
        if isTooBig {
            transaction = Transaction()
            state = .awaitingMail
            reply(.messageTooBig)
            finishIfAsked()
        } else {
            store(octets)
        }
    }

    /// Ends the transaction with a content that is complete.
    mutating func store(_ content: [UInt8]) {
        let envelope = transaction.envelope
        transaction = Transaction()
        state = .storing
        flushReplies()
        actions.append(.store(Capture(envelope: envelope, origin: origin, dialogue: dialogue.take(), content: content)))
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
