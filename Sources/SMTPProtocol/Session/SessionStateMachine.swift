package import MailCore

/// The server's side of an SMTP session (RFC 5321), without a socket or a clock: events in, actions out.
///
///     S: 220 roost.test ESMTP Roost
///     C: EHLO client.test
///     S: 250-roost.test …
///     C: MAIL FROM:<a@example.test>
///     S: 250 2.1.0 Ok
///
/// However the bytes are cut into `received` events, the outcome is the same.
package struct SessionStateMachine: Sendable {
    enum State {
        /// The greeting is not sent yet.
        case connected
        case awaitingHello
        case awaitingMail
        /// The next line is a response of a SASL exchange.
        case authenticating
        case inTransaction
        case receivingContent
        case receivingChunk
        /// A content is with the store; bytes that come are held back.
        case storing
        case closed
    }

    let configuration: SessionConfiguration
    let parser: CommandParser
    var state = State.connected
    var origin: Origin
    var transaction = Transaction()
    var dialogue: DialogueRecorder
    var lines = CommandLineReader(limit: Limits.commandLine)
    var content = DotTransparencyDecoder(limit: 0)
    var chunk = Chunk(size: 0, isLast: false, refusal: nil)
    /// The state that a chunk interrupted.
    var resumed = State.awaitingHello
    var exchange: SASLExchange?
    /// What came before the greeting, or while a content was with the store.
    var held: ArraySlice<UInt8> = []
    private var replies: [UInt8] = []
    var actions: [SessionAction] = []
    var isFirstLine = true
    private var isInputEnded = false
    private var isShuttingDown = false
    private var badCommands = 0
    var contentOctets = 0
    var now: Timestamp
    private var hasStored = false
    private var isRefused = false

    /// Grows with every finished line and every KiB of content: while it stands still, the session is idle.
    package internal(set) var progress = 0

    /// Whether the client said something, or would have, and no message of it was stored.
    package var isRejected: Bool { (progress > 0 || isRefused) && !hasStored }

    /// - Parameters:
    ///   - origin: What is known of the client; HELO is added to it.
    ///   - time: When the connection was accepted.
    package init(configuration: SessionConfiguration, origin: Origin, at time: Timestamp) {
        self.configuration = configuration
        self.origin = origin
        parser = CommandParser(messageSize: configuration.messageSize)
        dialogue = DialogueRecorder(began: time)
        now = time
    }

    // MARK: Events

    /// The connection is ready. Greets.
    package mutating func connectionOpened(at time: Timestamp) -> [SessionAction] {
        now = time
        switch state {
        case .connected:
            state = .awaitingHello
            reply(.greeting(configuration.hostname))
            processHeld()
        case .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent, .receivingChunk,
            .storing, .closed:
            break
        }
        return takeActions()
    }

    /// There are too many connections for this one. Says so and closes.
    package mutating func connectionRefused(at time: Timestamp) -> [SessionAction] {
        now = time
        switch state {
        case .connected: refuse(.tooManyConnections)
        case .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent, .receivingChunk,
            .storing, .closed:
            break
        }
        return takeActions()
    }

    /// Bytes came from the client.
    package mutating func received(_ bytes: Span<UInt8>, at time: Timestamp) -> [SessionAction] {
        now = time
        let position = process(bytes)
        if state != .closed, position < bytes.count {
            bytes.withUnsafeBufferPointer { held.append(contentsOf: $0[position...]) }
        }
        return takeActions()
    }

    /// The client will send nothing more; it may still wait for replies.
    package mutating func inputEnded(at time: Timestamp) -> [SessionAction] {
        now = time
        isInputEnded = true
        switch state {
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent,
            .receivingChunk:
            close()
        case .storing, .closed: break
        }
        return takeActions()
    }

    /// The content of the `store` action is on disk.
    package mutating func contentStored(id: MessageID, at time: Timestamp) -> [SessionAction] {
        if state == .storing { hasStored = true }
        return storeFinished(.stored(id), at: time)
    }

    /// The content of the `store` action is not on disk and will not be.
    /// - Parameter full: Whether for want of room.
    package mutating func storeFailed(full: Bool, at time: Timestamp) -> [SessionAction] {
        storeFinished(full ? .storeFull : .storeFailed, at: time)
    }

    /// The session was idle for too long (RFC 5321 section 4.5.3.2.7).
    package mutating func timedOut(at time: Timestamp) -> [SessionAction] {
        now = time
        switch state {
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent,
            .receivingChunk:
            reply(.idleTimeout)
            close()
        case .storing, .closed: break
        }
        return takeActions()
    }

    /// The server is going to stop. A transaction that has come to its content finishes first.
    package mutating func shutdownBegan(at time: Timestamp) -> [SessionAction] {
        now = time
        isShuttingDown = true
        switch state {
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .inTransaction:
            reply(.shuttingDown)
            close()
        case .receivingContent, .receivingChunk, .storing, .closed: break
        }
        return takeActions()
    }

    // MARK: Ends

    private mutating func storeFinished(_ outcome: Reply, at time: Timestamp) -> [SessionAction] {
        now = time
        switch state {
        case .storing:
            state = .awaitingMail
            reply(outcome)
            if !isShuttingDown { processHeld() }
            finishIfAsked()
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent,
            .receivingChunk, .closed:
            break
        }
        return takeActions()
    }

    /// Ends the session when it was told to while it could not.
    mutating func finishIfAsked() {
        guard state != .storing, state != .closed else { return }
        if isShuttingDown {
            reply(.shuttingDown)
            close()
        } else if isInputEnded {
            close()
        }
    }

    // MARK: Actions

    mutating func reply(_ reply: Reply) {
        for line in reply.encodedLines {
            dialogue.record(.server, line, at: now)
            replies.append(contentsOf: line)
            replies.append(.cr)
            replies.append(.lf)
        }
        guard reply.isBadCommand else { return }
        badCommands += 1
        if badCommands == Limits.badCommands { refuse(.tooManyBadCommands) }
    }

    mutating func close() {
        state = .closed
        held = []
        transaction = Transaction()
        content = DotTransparencyDecoder(limit: 0)
        flushReplies()
        actions.append(.close)
    }

    /// Ends the session because of what the client did.
    mutating func refuse(_ last: Reply) {
        isRefused = true
        reply(last)
        close()
    }

    mutating func flushReplies() {
        guard !replies.isEmpty else { return }
        actions.append(.reply(replies))
        replies = []
    }

    private mutating func takeActions() -> [SessionAction] {
        flushReplies()
        defer { actions = [] }
        return actions
    }
}
