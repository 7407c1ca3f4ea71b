package import MailCore

/// The server's side of an SMTP session (RFC 5321), without a socket or a clock: events in, actions out.
///
///     S: 220 roost.test ESMTP Roost
///     C: EHLO client.test
///     S: 250-roost.test …
///     C: MAIL FROM:<a@example.test>
///     S: 250 2.1.0 Ok
///
/// However the bytes are cut into `received` events, the outcome is the same. Not copyable: a session is one, and a copy
/// of so many fields would be made without anybody's wish.
package struct SessionStateMachine: ~Copyable, Sendable {
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
        /// The server was asked something; bytes that come are held back.
        case awaitingAnswer
        /// A content is with the store; bytes that come are held back.
        case storing
        /// Bytes in the clear that come are dropped (RFC 3207 section 4.2).
        case startingTLS
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
    /// The state that a chunk or a question interrupted.
    var resumed = State.awaitingHello
    var question: Question?
    var exchange: SASLExchange?
    /// What came before the greeting, or while the session could not go on.
    var held: ArraySlice<UInt8> = []
    private var replies: [UInt8] = []
    var actions: [SessionAction] = []
    var isFirstLine = true
    /// The last command, without secrets: what a problem is told with.
    var command: [UInt8] = []
    private var isInputEnded = false
    private var isShuttingDown = false
    private var badCommands = 0
    /// Octets of the content under way, as they came.
    var contentOctets = 0
    var now: Timestamp
    var account = SessionAccount()

    /// Grows with every finished line and every KiB of content: while it stands still, the session is idle.
    package internal(set) var progress = 0

    /// - Parameters:
    ///   - origin: What is known of the client; HELO, TLS and AUTH are added to it.
    ///   - time: When the connection was accepted.
    package init(configuration: SessionConfiguration, origin: Origin, at time: Timestamp) {
        self.configuration = configuration
        self.origin = origin
        self.origin.began = time
        parser = CommandParser(messageSize: configuration.messageSize)
        dialogue = DialogueRecorder(began: time)
        now = time
    }

    // MARK: Events

    /// The connection is ready, its TLS too where that comes first. Greets.
    package mutating func connectionOpened(at time: Timestamp) -> [SessionAction] {
        now = time
        switch state {
        case .connected:
            state = .awaitingHello
            consult(.connect)
            processHeld()
        case .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent, .receivingChunk,
            .awaitingAnswer, .storing, .startingTLS, .closed:
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
            .awaitingAnswer, .storing, .startingTLS, .closed:
            break
        }
        return takeActions()
    }

    /// The program on the other end became known: `name[pid]`.
    package mutating func processFound(_ process: String) { origin.process = process }

    /// Bytes came from the client.
    package mutating func received(_ bytes: Span<UInt8>, at time: Timestamp) -> [SessionAction] {
        now = time
        let position = process(bytes)
        if isHolding, position < bytes.count {
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
            .receivingChunk, .startingTLS:
            interrupted(.clientGone)
            close()
        case .awaitingAnswer, .storing, .closed: break
        }
        return takeActions()
    }

    /// The connection is gone; nothing can be said any more. A content that is with the store stays there.
    package mutating func connectionLost(at time: Timestamp) {
        now = time
        switch state {
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent,
            .receivingChunk, .awaitingAnswer, .startingTLS:
            interrupted(.clientGone)
            close()
            actions = []
        case .storing, .closed: break
        }
    }

    /// The session was idle for too long (RFC 5321 section 4.5.3.2.7).
    package mutating func timedOut(at time: Timestamp) -> [SessionAction] {
        now = time
        switch state {
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .receivingContent,
            .receivingChunk, .startingTLS:
            interrupted(.idle)
            reply(.idleTimeout)
            close()
        case .awaitingAnswer, .storing, .closed: break
        }
        return takeActions()
    }

    /// The server is going to stop. A transaction that has come to its content finishes first.
    package mutating func shutdownBegan(at time: Timestamp) -> [SessionAction] {
        now = time
        isShuttingDown = true
        switch state {
        case .connected, .awaitingHello, .awaitingMail, .authenticating, .inTransaction, .awaitingAnswer,
            .startingTLS:
            interrupted(.shutDown)
            reply(.shuttingDown)
            close()
        case .receivingContent, .receivingChunk, .storing, .closed: break
        }
        return takeActions()
    }

    // MARK: Ends

    /// Goes on after a content was with the store.
    mutating func resumeAfterStore() {
        state = .awaitingMail
        if !isShuttingDown { processHeld() }
        finishIfAsked()
    }

    /// Ends the session when it was told to while it could not.
    mutating func finishIfAsked() {
        guard state != .storing, state != .awaitingAnswer, state != .closed else { return }
        if isShuttingDown {
            interrupted(.shutDown)
            reply(.shuttingDown)
            close()
        } else if isInputEnded {
            interrupted(.clientGone)
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
        if let problem = reply.problem { note(problem, detail: command) }
        guard reply.isBadCommand else { return }
        badCommands += 1
        if badCommands == Limits.badCommands { refuse(.tooManyBadCommands) }
    }

    mutating func close(afterQuit: Bool = false) {
        state = .closed
        held = []
        transaction = Transaction()
        content = DotTransparencyDecoder(limit: 0)
        flushReplies()
        actions.append(.close(afterQuit: afterQuit))
    }

    /// Ends the session because of what the client did.
    mutating func refuse(_ last: Reply) {
        reply(last)
        close()
    }

    mutating func flushReplies() {
        guard !replies.isEmpty else { return }
        actions.append(.reply(replies))
        replies = []
    }

    mutating func takeActions() -> [SessionAction] {
        flushReplies()
        defer { actions = [] }
        return actions
    }
}
