package import MailCore

/// AUTH (RFC 4954).
extension SessionStateMachine {
    mutating func authReceived(_ mechanism: [UInt8], _ initialResponse: [UInt8]?) throws(Reply) {
        guard configuration.authentication != .off else { throw .authNotOffered }
        switch state {
        case .connected, .awaitingHello: throw .helloFirst
        case .awaitingMail: break
        case .authenticating, .inTransaction, .receivingContent, .receivingChunk, .awaitingAnswer, .storing,
            .startingTLS, .closed:
            throw .authInTransaction
        }
        guard origin.auth == nil else { throw .alreadyAuthenticated }
        guard let exchange = SASLExchange(mechanism) else { throw .unknownMechanism }
        authenticate(exchange, with: initialResponse)
    }

    /// A line that is no command but a response; it is kept nowhere.
    mutating func responseReceived(_ line: CommandLineReader.Line) {
        state = .awaitingMail
        guard let exchange else { return }
        self.exchange = nil
        switch line {
        case .tooLong: reply(.lineTooLong)
        case .text([UInt8(ascii: "*")]): reply(.authCancelled)
        case .text(let text): authenticate(exchange, with: text)
        }
    }

    private mutating func authenticate(_ exchange: SASLExchange, with response: [UInt8]?) {
        self.exchange = exchange
        switch self.exchange?.received(response) {
        case .challenge(let text):
            state = .authenticating
            reply(.challenge(text))
        case .makeChallenge: ask(.challenge, .makeChallenge)
        case .finished(let credentials):
            self.exchange = nil
            consult(.auth(credentials))
        case .refused(let refusal):
            self.exchange = nil
            reply(refusal)
        case nil: break
        }
    }

    /// No rule is against these credentials.
    mutating func credentialsTaken(_ credentials: Credentials) {
        switch configuration.authentication {
        case .off, .any: authenticated(as: credentials, .authenticated)
        case .checked: ask(.verification(credentials), .verify(credentials))
        }
    }

    private mutating func authenticated(as credentials: Credentials, _ answer: Reply) {
        origin.auth = Origin.Authentication(mechanism: credentials.mechanism.rawValue, user: credentials.user)
        reply(answer)
    }

    // MARK: Events

    /// What the `makeChallenge` action asked for, before base64.
    package mutating func challengeMade(_ challenge: [UInt8], at time: Timestamp) -> [SessionAction] {
        answered(at: time) { session, question in
            guard case .challenge = question, let text = session.exchange?.challengeMade(challenge) else { return }
            session.state = .authenticating
            session.reply(.challenge(text))
        }
    }

    /// Whether what the `verify` action gave is right.
    package mutating func credentialsVerified(_ isRight: Bool, at time: Timestamp) -> [SessionAction] {
        answered(at: time) { session, question in
            guard case .verification(let credentials) = question else { return }
            if isRight {
                session.authenticated(as: credentials, .credentialsRight)
            } else {
                session.reply(.credentialsWrong)
            }
        }
    }
}
