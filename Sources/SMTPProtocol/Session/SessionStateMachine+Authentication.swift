import MailCore

/// AUTH (RFC 4954).
extension SessionStateMachine {
    mutating func authReceived(_ mechanism: [UInt8], _ initialResponse: [UInt8]?) throws(Reply) {
        guard configuration.isAuthOffered else { throw .notOffered }
        switch state {
        case .connected, .awaitingHello: throw .helloFirst
        case .awaitingMail: break
        case .authenticating, .inTransaction, .receivingContent, .receivingChunk, .storing, .closed:
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
        var exchange = exchange
        switch exchange.received(response) {
        case .challenge(let text):
            self.exchange = exchange
            state = .authenticating
            reply(.challenge(text))
        case .finished(let authentication):
            origin.auth = authentication
            reply(.authenticated)
        case .refused(let refusal): reply(refusal)
        }
    }
}
